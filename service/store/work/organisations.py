"""Organisations and their units. Returns values, never rows; commits nothing."""

from sqlmodel import col, select, update

from service.store.work.handle import WorkStore
from service.store.work.tables import OrganisationRow, UnitRow
from service.terms import Organisation, OrganisationId, Plan, Unit, UnitCode


def add_organisation(work: WorkStore, organisation: Organisation) -> None:
    """Add a tenant."""
    work.session.add(
        OrganisationRow(
            organisation=organisation.organisation,
            name=organisation.name,
            plan=organisation.plan.value,
            timezone=organisation.timezone,
            revision=organisation.revision,
            demo=organisation.demo,
        )
    )
    work.session.flush()


def find_organisation(work: WorkStore, organisation: OrganisationId) -> Organisation | None:
    """The tenant with this slug."""
    row = work.session.get(OrganisationRow, organisation)
    return None if row is None else _organisation(row)


def list_organisations(work: WorkStore) -> tuple[Organisation, ...]:
    """Every tenant, by slug."""
    rows = work.session.exec(select(OrganisationRow).order_by(OrganisationRow.organisation))
    return tuple(_organisation(row) for row in rows)


def find_revision(work: WorkStore, organisation: OrganisationId) -> int | None:
    """The revision of a tenant's directory: cheap enough to ask on every request."""
    return work.session.exec(
        select(OrganisationRow.revision).where(OrganisationRow.organisation == organisation)
    ).one_or_none()


def move_revision(work: WorkStore, organisation: OrganisationId) -> None:
    """Say that the directory has changed, so that every cached copy is read again."""
    work.session.exec(
        update(OrganisationRow)
        .where(col(OrganisationRow.organisation) == organisation)
        .values(revision=OrganisationRow.revision + 1)
    )


def add_unit(work: WorkStore, organisation: OrganisationId, unit: Unit, position: int) -> None:
    """Add a service area at a place in the fixed order of lists."""
    work.session.add(
        UnitRow(
            organisation=organisation,
            unit=unit.unit,
            label=unit.label,
            unit_group=unit.group,
            headcount=unit.headcount,
            position=position,
            rolls_up_to=unit.rolls_up_to,
        )
    )
    work.session.flush()


def list_units(work: WorkStore, organisation: OrganisationId) -> tuple[Unit, ...]:
    """Every unit in its fixed order, small ones too."""
    rows = work.session.exec(
        select(UnitRow)
        .where(UnitRow.organisation == organisation)
        .order_by(col(UnitRow.position), col(UnitRow.unit))
    )
    return tuple(
        Unit(
            UnitCode(row.unit),
            row.label,
            row.unit_group,
            row.headcount,
            None if row.rolls_up_to is None else UnitCode(row.rolls_up_to),
        )
        for row in rows
    )


def _organisation(row: OrganisationRow) -> Organisation:
    return Organisation(
        OrganisationId(row.organisation), row.name, Plan(row.plan), row.timezone, row.revision, row.demo
    )
