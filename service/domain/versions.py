"""Names the version of what is published, so that a program asks again only for what has changed.

A function of releases, marks and the public directory: it moves when one of them does, and with nothing that
is reported.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from service.domain.marks import read_marks
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore
from service.store.release.releases import last_release

LABEL = "candour published v1"


def published_version(releases: ReleaseStore, facts: PublicFacts, asked: str) -> str:
    """The version of one answer (`asked` names it) over all that is published for an organisation."""
    organisation = facts.organisation
    newest = last_release(releases, organisation.organisation)
    told = (
        LABEL,
        organisation.organisation,
        str(organisation.revision),
        newest.hash if newest else "",
        repr(read_marks(releases, organisation.organisation)),
        asked,
    )
    return sha256("\n".join(told).encode()).hexdigest()


@dataclass
class Answers:
    """Answers of one process by their version: what is published does not change, so neither do they.

    Bounded by bytes; what was asked for longest ago goes first. Only ever holds what is published.
    """

    most: int = 32 * 2**20
    _kept: OrderedDict[str, bytes] = field(default_factory=OrderedDict, repr=False)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def find(self, version: str) -> bytes | None:
        """The answer of this version, if it was made before and is still kept."""
        with self._lock:
            if version in self._kept:
                self._kept.move_to_end(version)
            return self._kept.get(version)

    def keep(self, version: str, answer: bytes) -> None:
        """Keep an answer; one that is larger than all there is room for is not kept."""
        with self._lock:
            self._size += len(answer) - len(self._kept.pop(version, b""))
            self._kept[version] = answer
            while self._size > self.most:
                self._size -= len(self._kept.popitem(last=False)[1])
