"""What the intake writer takes: a submission as the domain hands it over."""

from typing import Protocol

from service.terms import SealedReport


class Writable(Protocol):
    """A submission that passed every check of the domain."""

    @property
    def sealed(self) -> SealedReport: ...
    @property
    def key_id(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def received(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def digest(self) -> bytes: ...
    @property
    def band(self) -> int: ...
