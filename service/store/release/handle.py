"""The release store's handle: one unit of work over all that is published."""

from dataclasses import dataclass, field

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """Passed first to every function of this store. Who made it commits it."""

    session: Session = field(repr=False)
