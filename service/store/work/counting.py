"""What a release is counted from: an organisation's public facts, and tallies of what a table counts.

The tallies are true counts: only the pipeline's draw asks for them, inside its transaction.
"""

from sqlalchemy import func as sql
from sqlalchemy import select

from service.errors import UnknownOrganisation
from service.privacy.counting import Tally
from service.privacy.domains import PublicFacts
from service.store.work.handle import WorkStore
from service.store.work.ledger import Draw, eligible
from service.store.work.organisations import find_organisation, list_units
from service.store.work.tables import ReportRow
from service.terms import OrganisationId

_report = ReportRow.__table__  # type: ignore[attr-defined]


def tally_reports(work: WorkStore, draw: Draw) -> tuple[Tally, ...]:
    """What a table counts, by unit and primary factor, before the ledger takes it.

    The month itself and the late ones are asked for apart: an index holds one month's reports in the order
    of their cells, so that a million of them are counted without being sorted.
    """
    chosen = select(_report.c.unit, _report.c.first_factor, sql.count())
    month = chosen.where(eligible(draw, _report.c.period == draw.received_by))
    late = chosen.where(eligible(draw, _report.c.period < draw.received_by))
    rows = (
        row
        for part in (month, late)
        for row in work.session.execute(part.group_by(_report.c.unit, _report.c.first_factor))
    )
    return tuple(Tally(unit, factor, reports) for unit, factor, reports in rows)


def read_public_facts(work: WorkStore, organisation: OrganisationId) -> PublicFacts:
    """The public facts that name every cell; UnknownOrganisation if there is none such."""
    found = find_organisation(work, organisation)
    if found is None:
        raise UnknownOrganisation
    return PublicFacts(found, list_units(work, organisation))
