"""What a release says, and the hash that ties it to the one before, per organisation.

Canonical: the same figures give the same bytes on every machine. Never holds a report id or a true count.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256

from service.errors import BrokenChain
from service.terms import Day, OrganisationId, Period, Plan, Stage

LABEL = "candour release chain v1"


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """All that is published of one stage and period. `cells` is canonical JSON: code to signed integer."""

    organisation: OrganisationId
    stage: Stage
    period: Period
    plan: Plan
    epsilon: str
    scale: str
    margin: int
    threshold: int
    cells: str
    published: Day
    version: int = 1
    """The version of the plan it was drawn under."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published release in its place in the organisation's chain; positions count from 1."""

    content: ReleaseContent
    position: int
    previous_hash: str
    hash: str

    def values(self) -> dict[str, int]:
        """The signed figures by cell code."""
        cells: dict[str, int] = json.loads(self.content.cells)
        return cells


def canonical_cells(cells: Iterable[tuple[str, int]]) -> str:
    """Figures as canonical JSON: keys sorted, no spaces, ASCII."""
    return json.dumps(dict(cells), sort_keys=True, separators=(",", ":"))


def genesis(organisation: OrganisationId) -> str:
    """What the first release of an organisation is tied to."""
    return sha256(f"{LABEL}\n{organisation}".encode()).hexdigest()


def link(content: ReleaseContent, position: int, previous_hash: str) -> Release:
    """Put a release in its place: SHA-256 over the label, the place, the previous hash and the content."""
    told_of = asdict(content)
    if content.version == 1:
        # What was published before plans had versions keeps its hash.
        del told_of["version"]
    body = json.dumps(told_of, sort_keys=True, separators=(",", ":"))
    told = f"{LABEL}\n{position}\n{previous_hash}\n{body}"
    return Release(content, position, previous_hash, sha256(told.encode()).hexdigest())


def check_chain(organisation: OrganisationId, releases: Iterable[Release]) -> int:
    """How many releases the chain holds; BrokenChain if one was changed, lost, added or moved."""
    position, previous = 0, genesis(organisation)
    for release in releases:
        position += 1
        expected = link(release.content, position, previous)
        if release != expected or release.content.organisation != organisation:
            raise BrokenChain(f"release {position} of {organisation} is not what was published")
        previous = release.hash
    return position
