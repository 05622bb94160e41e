"""The work store's handle: one unit of work over all that is unpublished."""

from dataclasses import dataclass, field

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class WorkStore:
    """Passed first to every function of this store. Who made it commits it."""

    session: Session = field(repr=False)
