"""A steward's change of the public directory: who, when, and which revision they saw. All are in the trail.

Overwrites nobody's work: what was changed in between makes the later change a StaleEdit.
"""

from dataclasses import dataclass
from datetime import datetime

from service.domain.audit import Deed, record
from service.errors import StaleEdit
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import move_revision
from service.terms import OrganisationId


@dataclass(frozen=True, slots=True)
class Change:
    """Both stores in one unit of work, and who acts. `seen` is the revision on their screen, if any."""

    work: WorkStore
    staff: StaffStore
    organisation: OrganisationId
    who: tuple[str, datetime]
    seen: int | None = None


def begin_change(change: Change) -> None:
    """Move the directory's revision; nobody else can until this ends. StaleEdit if it moved since `seen`."""
    if not move_revision(change.work, change.organisation, change.seen):
        raise StaleEdit


def note_change(change: Change, deed: Deed, subject: str) -> None:
    """Write the deed into the audit trail: the code of what was changed, and which of its parts."""
    record(change.staff, change.organisation, deed, change.who, subject)


def name_parts(code: str, parts: dict[str, bool]) -> str:
    """A subject of the trail: a code and the names of what differs, never the words themselves."""
    named = ", ".join(name for name, differs in parts.items() if differs)
    return f"{code}: {named}" if named else code
