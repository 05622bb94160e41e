"""The units of an organisation. Returns values, never rows; commits nothing and removes nothing."""

from collections.abc import Sequence

from sqlmodel import col, select, update

from service.store.work.handle import WorkStore
from service.store.work.tables import UnitRow
from service.terms import OrganisationId, Unit, UnitCode


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


def change_unit(work: WorkStore, organisation: OrganisationId, unit: Unit) -> None:
    """Give a unit another name, group, head count or larger unit; its code and its place stay."""
    work.session.exec(
        update(UnitRow)
        .where(col(UnitRow.organisation) == organisation, col(UnitRow.unit) == unit.unit)
        .values(
            label=unit.label,
            unit_group=unit.group,
            headcount=unit.headcount,
            rolls_up_to=unit.rolls_up_to,
        )
    )


def order_units(work: WorkStore, organisation: OrganisationId, codes: Sequence[UnitCode]) -> None:
    """Put the units into this order."""
    for position, unit in enumerate(codes):
        work.session.exec(
            update(UnitRow)
            .where(col(UnitRow.organisation) == organisation, col(UnitRow.unit) == unit)
            .values(position=position)
        )


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
