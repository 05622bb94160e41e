"""What circles have written for everybody, for leaders to read. Reads the release store only."""

from service.store.release import themes
from service.store.release.handle import ReleaseStore
from service.store.release.themes import PublishedTheme
from service.terms import OrganisationId


def themes_about(
    releases: ReleaseStore, organisation: OrganisationId, factor: str
) -> tuple[PublishedTheme, ...]:
    """What circles have published about a factor, newest month first."""
    return tuple(one for one in themes.list_themes(releases, organisation) if one.factor == factor)
