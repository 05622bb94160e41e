"""Names the version of what is published, so that a program asks again only for what has changed.

A function of releases, marks and the public directory: it moves when one of them does, and with nothing that
is reported.
"""

from hashlib import sha256

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
