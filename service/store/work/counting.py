"""What a release is counted from: an organisation's public facts, and tallies of what the ledger took.

The tallies are true counts: only the pipeline's draw asks for them, inside its transaction.
"""

from sqlalchemy import and_, select
from sqlalchemy import func as sql

from service.errors import UnknownOrganisation
from service.privacy.counting import Tally
from service.privacy.domains import PublicFacts
from service.store.work.handle import WorkStore
from service.store.work.ledger import Draw
from service.store.work.organisations import find_organisation, list_units
from service.store.work.pipeline_tables import CountedRow
from service.store.work.tables import ReportRow
from service.terms import OrganisationId

_counted = CountedRow.__table__  # type: ignore[attr-defined]
_report = ReportRow.__table__  # type: ignore[attr-defined]


def tally_counted(work: WorkStore, draw: Draw) -> tuple[Tally, ...]:
    """What the ledger took for this table, by unit and primary factor as they are coded now."""
    rows = work.session.execute(
        select(_report.c.unit, _report.c.first_factor, sql.count())
        .select_from(
            _counted.join(
                _report,
                and_(
                    _report.c.organisation == _counted.c.organisation,
                    _report.c.report == _counted.c.report,
                ),
            )
        )
        .where(
            _counted.c.organisation == draw.organisation,
            _counted.c.stage == draw.stage.value,
            _counted.c.period == draw.period,
        )
        .group_by(_report.c.unit, _report.c.first_factor)
    )
    return tuple(Tally(unit, factor, reports) for unit, factor, reports in rows)


def read_public_facts(work: WorkStore, organisation: OrganisationId) -> PublicFacts:
    """The public facts that name every cell; UnknownOrganisation if there is none such."""
    found = find_organisation(work, organisation)
    if found is None:
        raise UnknownOrganisation
    return PublicFacts(found, list_units(work, organisation))
