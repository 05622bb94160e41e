"""What a release is counted from: an organisation's public facts, and tallies of what a table counts.

The tallies are true counts: only the pipeline's draw asks for them, inside its transaction.
"""

from itertools import product

from sqlalchemy import ColumnElement, and_, case, false, select
from sqlalchemy import func as sql

from service.errors import UnknownOrganisation
from service.privacy.calendar import months_of
from service.privacy.counting import Tally
from service.privacy.domains import PublicFacts, promise_cell
from service.store.work.dialogue_tables import DialogueStateRow
from service.store.work.handle import WorkStore
from service.store.work.ledger import Draw, eligible
from service.store.work.organisations import find_organisation
from service.store.work.tables import ReportRow
from service.store.work.units import list_units
from service.terms import Kept, OrganisationId, Stage

_report = ReportRow.__table__  # type: ignore[attr-defined]
_state = DialogueStateRow.__table__  # type: ignore[attr-defined]
IN_TIME = Kept.IN_TIME.value


def tally_reports(work: WorkStore, draw: Draw) -> tuple[Tally, ...]:
    """What a table counts, by the codes it counts by, before the ledger takes it.

    The months themselves and the late ones are asked for apart: an index holds one month's reports in the
    order of their cells, so that a million of them are counted without being sorted.
    """
    months = months_of(draw.period)
    spans = (*(_report.c.period == month for month in months), _report.c.period < months[0])
    tally = _tally_promises if draw.stage is Stage.QUARTER_PROMISES else _tally_codes
    return tuple(one for span in spans for one in tally(work, draw, span))


def _tally_codes(work: WorkStore, draw: Draw, received: ColumnElement[bool]) -> list[Tally]:
    columns = [_report.c.unit, _report.c.first_factor]
    if draw.stage is Stage.QUARTER_KIND:
        columns.append(_report.c.kind)
    rows = work.session.execute(
        select(*columns, sql.count()).where(eligible(draw, received)).group_by(*columns)
    )
    return [Tally(unit, factor, count, *kind) for unit, factor, *kind, count in rows]


def _tally_promises(work: WorkStore, draw: Draw, received: ColumnElement[bool]) -> list[Tally]:
    """Counted in one pass; a report whose dialogue never moved has asked nothing and heard nothing."""
    kept = {
        (asked, acknowledged, answered): sql.sum(
            case(
                (
                    and_(
                        sql.coalesce(_state.c.asked, false()).is_(asked),
                        (sql.coalesce(_state.c.acknowledged, "no") == IN_TIME).is_(acknowledged),
                        (sql.coalesce(_state.c.replied, "no") == IN_TIME).is_(answered),
                    ),
                    1,
                ),
                else_=0,
            )
        )
        for asked, acknowledged, answered in product((True, False), repeat=3)
    }
    own = (_state.c.organisation == _report.c.organisation) & (_state.c.report == _report.c.report)
    row = work.session.execute(
        select(*kept.values()).select_from(_report.outerjoin(_state, own)).where(eligible(draw, received))
    ).one()
    cells = (
        promise_cell(asked=asked, acknowledged=acknowledged, answered=answered)
        for asked, acknowledged, answered in kept
    )
    return [Tally("", None, int(count or 0), "", cell) for cell, count in zip(cells, row, strict=True)]


def read_public_facts(work: WorkStore, organisation: OrganisationId) -> PublicFacts:
    """The public facts that name every cell; UnknownOrganisation if there is none such."""
    found = find_organisation(work, organisation)
    if found is None:
        raise UnknownOrganisation
    return PublicFacts(found, list_units(work, organisation))
