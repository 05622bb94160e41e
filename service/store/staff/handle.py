"""The staff store's handle: one unit of work over who may sign in."""

from dataclasses import dataclass, field

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class StaffStore:
    """Passed first to every function of this store. Who made it commits it."""

    session: Session = field(repr=False)
