"""A small organisation for the pipeline's tests, and ways to put reports in and move the calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import delete, insert, update

from service.privacy.calendar import closing_date
from service.store.engine import transaction
from service.store.work.dialogue_tables import DialogueStateRow
from service.store.work.handle import WorkStore
from service.store.work.tables import OrganisationRow, ReportRow, UnitRow
from service.terms import OrganisationId, Period

TRUST = OrganisationId("trust")
UNITS = (("north", "fields", 120), ("south", "fields", 80), ("desk", "offices", 60), ("lane", "offices", 25))
_ids: Iterator[int] = count(1)


def found_trust(work: WorkStore, *, plan: str = "M", organisation: str = TRUST) -> None:
    """An organisation with three published units and one too small to publish."""
    with transaction(work):
        work.session.execute(
            insert(OrganisationRow).values(
                organisation=organisation, name="A trust", plan=plan, timezone="Europe/London", revision=1
            )
        )
        for place, (unit, group, people) in enumerate(UNITS):
            work.session.execute(
                insert(UnitRow).values(
                    organisation=organisation,
                    unit=unit,
                    label=unit.title(),
                    unit_group=group,
                    headcount=people,
                    position=place,
                )
            )


def put_reports(
    work: WorkStore,
    month: str,
    number: int,
    *,
    unit: str = "north",
    factor: str | None = "workload-demand",
    state: str = "coded",
    organisation: str = TRUST,
) -> list[str]:
    """Put reports of a month straight into the store; returns their ids."""
    names = [f"{next(_ids) * 0x9E3779B97F4A7C15 % 2**128:032x}" for _ in range(number)]
    rows = [
        {
            "organisation": organisation,
            "report": name,
            "kind": "concern",
            "unit": unit,
            "setting": "prefer-not-to-say",
            "role_group": "prefer-not-to-say",
            "first_factor": factor,
            "impact": "none",
            "potential": "minor",
            "spread": "once",
            "circle": "general",
            "sealed_by": "device",
            "received": f"{month}-15",
            "period": month,
            "state": state,
            "version": 1,
            "digest": b"",
        }
        for name in names
    ]
    with transaction(work):
        if rows:
            work.session.execute(insert(ReportRow), rows)
    return names


def recode(work: WorkStore, names: list[str], **fields: str | None) -> None:
    """Change coded fields of reports."""
    with transaction(work):
        work.session.execute(update(ReportRow).where(ReportRow.report.in_(names)).values(**fields))


def answer(work: WorkStore, names: list[str], **flags: str | bool) -> None:
    """Let the dialogues of reports stand so: asked, acknowledged, replied."""
    stands = {"asked": False, "acknowledged": "no", "replied": "no"} | flags
    same = {"organisation": TRUST, "stage": "read", "waiting": False, "active": "2026-W05"} | stands
    with transaction(work):
        for name in names:
            where = DialogueStateRow.report == name
            work.session.execute(delete(DialogueStateRow).where(where))  # type: ignore[arg-type]
            work.session.execute(insert(DialogueStateRow).values(report=name, **same))


def remove(work: WorkStore, names: list[str]) -> None:
    """Delete reports."""
    with transaction(work):
        work.session.execute(delete(ReportRow).where(ReportRow.report.in_(names)))


def closing_time(period: str) -> datetime:
    """Noon of a period's closing day."""
    day = closing_date(Period(period))
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
