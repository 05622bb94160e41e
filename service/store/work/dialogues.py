"""Dialogues: what a receipt finds, sealed messages, how far a circle has answered. Commits nothing."""

from dataclasses import dataclass, field, replace

from sqlalchemy import Integer, Row, and_, column, delete, select, text, values
from sqlalchemy import func as sql

from service.store.work.dialogue_tables import DialogueStateRow, MessageRow
from service.store.work.handle import WorkStore
from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from service.terms import CircleId, Kept, OrganisationId, ReportId, Standing, Towards

_dialogue = DialogueRow.__table__  # type: ignore[attr-defined]
_envelope = EnvelopeRow.__table__  # type: ignore[attr-defined]
_report = ReportRow.__table__  # type: ignore[attr-defined]
_message = MessageRow.__table__  # type: ignore[attr-defined]
_state = DialogueStateRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Where a dialogue stands; the defaults are a report that has heard nothing yet."""

    standing: Standing = Standing.RECEIVED
    asked: bool = False
    acknowledged: Kept = Kept.NO
    replied: Kept = Kept.NO
    waiting: bool = False
    """The reporter wrote last."""
    active: str = ""
    """The ISO week of the last message."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A report that can be answered."""

    organisation: OrganisationId
    report: ReportId = field(repr=False)
    circle: CircleId
    received: str = field(repr=False)
    verifier: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    state: DialogueState


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answerable reports of one day or week stand alike."""

    received: str
    acknowledged: Kept
    replied: Kept
    reports: int


_JOINED = (
    select(
        _envelope.c.organisation,
        _envelope.c.report,
        _envelope.c.verifier,
        _envelope.c.public_key,
        _report.c.circle,
        _report.c.received,
        _report.c.state.label("coding"),
        _state.c.stage,
        _state.c.asked,
        _state.c.acknowledged,
        _state.c.replied,
        _state.c.waiting,
        _state.c.active,
    )
    .join(
        _report,
        and_(_report.c.organisation == _envelope.c.organisation, _report.c.report == _envelope.c.report),
    )
    .outerjoin(
        _state,
        and_(_state.c.organisation == _envelope.c.organisation, _state.c.report == _envelope.c.report),
    )
    .where(_envelope.c.lookup.is_not(None))
)


def find_by_lookup(work: WorkStore, organisation: OrganisationId, lookup: bytes) -> Dialogue | None:
    """The dialogue a receipt names."""
    of = (_dialogue.c.organisation == _envelope.c.organisation) & (_dialogue.c.report == _envelope.c.report)
    mine = (_dialogue.c.organisation == organisation, _dialogue.c.lookup == lookup)
    return _shape(work.session.execute(_JOINED.join(_dialogue, of).where(*mine)).one_or_none())


def find_by_report(work: WorkStore, organisation: OrganisationId, report: ReportId) -> Dialogue | None:
    """The dialogue of a report, if its reporter has a receipt."""
    mine = (_envelope.c.organisation == organisation, _envelope.c.report == report)
    return _shape(work.session.execute(_JOINED.where(*mine)).one_or_none())


def hold_dialogue(work: WorkStore, dialogue: Dialogue) -> None:
    """Let nobody else write to this dialogue until the transaction ends (SQLite: nobody else anywhere)."""
    if work.session.get_bind().dialect.name == "postgresql":
        mine = (_envelope.c.organisation == dialogue.organisation, _envelope.c.report == dialogue.report)
        work.session.execute(select(_envelope.c.report).where(*mine).with_for_update())


def list_messages(
    work: WorkStore, organisation: OrganisationId, report: ReportId, towards: Towards
) -> dict[int, bytes]:
    """Sealed messages by slot. The slots are in no order of writing."""
    rows = work.session.execute(
        select(_message.c.slot, _message.c.sealed)
        .where(
            _message.c.organisation == organisation,
            _message.c.report == report,
            _message.c.towards == towards.value,
        )
        .order_by(_message.c.slot)
    )
    return {row.slot: row.sealed for row in rows}


def read_places(
    work: WorkStore, mailbox: tuple[OrganisationId, ReportId, Towards], room: int, filler: bytes
) -> tuple[tuple[bool, bytes], ...]:
    """Every place of a mailbox: whether a message is in it, and that message or the filler.

    As many rows of the same size for a report with no message, or none at all, as for one with all.
    """
    organisation, report, towards = mailbox
    places = values(column("slot", Integer)).data([(place,) for place in range(room)]).cte("places")
    rows = work.session.execute(
        select(_message.c.slot.is_not(None), sql.coalesce(_message.c.sealed, filler))
        .select_from(places)
        .outerjoin(
            _message,
            (_message.c.organisation == organisation)
            & (_message.c.report == report)
            & (_message.c.towards == towards.value)
            & (_message.c.slot == places.c.slot),
        )
        .order_by(places.c.slot)
    )
    return tuple((bool(row[0]), bytes(row[1])) for row in rows)


def count_messages(work: WorkStore, organisation: OrganisationId, report: ReportId, towards: Towards) -> int:
    """How many messages wait in one direction."""
    return int(
        work.session.execute(
            select(sql.count())
            .select_from(_message)
            .where(
                _message.c.organisation == organisation,
                _message.c.report == report,
                _message.c.towards == towards.value,
            )
        ).scalar_one()
    )


def add_message(work: WorkStore, dialogue: Dialogue, towards: Towards, slot: int, sealed: bytes) -> None:
    """Put a sealed message into a free slot."""
    work.session.execute(
        text(
            "insert into message (organisation, report, towards, slot, sealed) "
            "values (:organisation, :report, :towards, :slot, :sealed)"
        ),
        {
            "organisation": dialogue.organisation,
            "report": dialogue.report,
            "towards": towards.value,
            "slot": slot,
            "sealed": sealed,
        },
    )


def set_state(work: WorkStore, dialogue: Dialogue, state: DialogueState) -> None:
    """Keep where a dialogue stands, in place of where it stood."""
    key = {"organisation": dialogue.organisation, "report": dialogue.report}
    work.session.execute(delete(_state).where(*(_state.c[name] == value for name, value in key.items())))
    work.session.execute(
        _state.insert().values(
            **key,
            stage=state.standing.value,
            asked=state.asked,
            acknowledged=state.acknowledged.value,
            replied=state.replied.value,
            waiting=state.waiting,
            active=state.active,
        )
    )


def list_waiting(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[ReportId, ...]:
    """Reports whose reporter wrote last, by random id."""
    rows = work.session.execute(
        select(_report.c.report)
        .join(_state, and_(_state.c.organisation == organisation, _state.c.report == _report.c.report))
        .where(_report.c.organisation == organisation, _report.c.circle == circle, _state.c.waiting)
        .order_by(_report.c.report)
        .limit(25)
    )
    return tuple(ReportId(row.report) for row in rows)


def tally_answers(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[Tally, ...]:
    """How the answerable reports of a circle stand, by day or week of receipt."""
    kept = (sql.coalesce(_state.c.acknowledged, "no"), sql.coalesce(_state.c.replied, "no"))
    own, of = _envelope.c.organisation == organisation, _state.c.organisation == organisation
    rows = work.session.execute(
        select(_report.c.received, *kept, sql.count())
        .join(_envelope, and_(own, _envelope.c.report == _report.c.report, _envelope.c.lookup.is_not(None)))
        .outerjoin(_state, and_(of, _state.c.report == _report.c.report))
        .where(_report.c.organisation == organisation, _report.c.circle == circle)
        .group_by(_report.c.received, *kept)
    )
    return tuple(Tally(received, Kept(one), Kept(two), count) for received, one, two, count in rows)


def _shape(row: Row[tuple[object, ...]] | None) -> Dialogue | None:
    if row is None:
        return None
    state = DialogueState()
    if row.stage is not None:
        state = DialogueState(
            Standing(row.stage), row.asked, Kept(row.acknowledged), Kept(row.replied), row.waiting, row.active
        )
    if row.coding == "coded" and state.standing is Standing.RECEIVED:
        # Whoever coded it has read it, even before anybody answered.
        state = replace(state, standing=Standing.READ)
    return Dialogue(
        organisation=OrganisationId(row.organisation),
        report=ReportId(row.report),
        circle=CircleId(row.circle),
        received=row.received,
        verifier=row.verifier,
        public_key=row.public_key,
        state=state,
    )
