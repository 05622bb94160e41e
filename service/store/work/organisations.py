"""Organisations and the revision of their directory. Returns values, never rows; commits nothing."""

from dataclasses import replace

from sqlmodel import col, select, update

from service.store.work.handle import WorkStore
from service.store.work.tables import OrganisationRow
from service.terms import Organisation, OrganisationId, Plan


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
            languages=",".join(organisation.languages),
        )
    )
    work.session.flush()


def change_organisation(work: WorkStore, organisation: Organisation) -> None:
    """Give a tenant another name, time zone or choice of languages; nothing else of it can change."""
    work.session.exec(
        update(OrganisationRow)
        .where(col(OrganisationRow.organisation) == organisation.organisation)
        .values(
            name=organisation.name,
            timezone=organisation.timezone,
            languages=",".join(organisation.languages),
        )
    )


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


def move_revision(work: WorkStore, organisation: OrganisationId, seen: int | None = None) -> bool:
    """Say that the directory has changed, so that every cached copy is read again.

    With `seen` only if that is still its revision: False, and nothing moved, where somebody was quicker.
    """
    moved = work.session.exec(
        update(OrganisationRow)
        .where(
            col(OrganisationRow.organisation) == organisation,
            *(() if seen is None else (col(OrganisationRow.revision) == seen,)),
        )
        .values(revision=OrganisationRow.revision + 1)
    )
    return moved.rowcount == 1


def _organisation(row: OrganisationRow) -> Organisation:
    found = Organisation(
        OrganisationId(row.organisation), row.name, Plan(row.plan), row.timezone, row.revision, row.demo
    )
    return replace(found, languages=tuple(row.languages.split(","))) if row.languages else found
