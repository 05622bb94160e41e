"""Changes an organisation's own settings: its name, its time zone, and what its pages can be read in."""

from collections.abc import Collection
from dataclasses import replace
from zoneinfo import available_timezones

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, name_parts, note_change
from service.domain.entries import check_known, check_text
from service.errors import UnknownOrganisation
from service.refusals import BadEntry
from service.store.work import organisations
from service.terms import Organisation

SETTINGS = "settings"
"""What the audit trail calls them."""


def change_settings(change: Change, wanted: Organisation, offered: Collection[str]) -> None:
    """Give an organisation the wanted name, time zone and languages, out of what the service offers.

    Raises BadEntry. All that the service offers is stored as no choice: one more tomorrow is offered too.
    """
    begin_change(change)
    old = organisations.find_organisation(change.work, change.organisation)
    if old is None:
        raise UnknownOrganisation
    name = check_text(wanted.name, "name")
    timezone = check_known(wanted.timezone, "timezone", available_timezones())
    languages = wanted.languages
    if not set(languages) <= set(offered) or len(set(languages)) < len(languages):
        raise BadEntry(field="languages")
    if languages == tuple(offered):
        languages = ()
    new = replace(old, name=name, timezone=timezone, languages=languages)
    organisations.change_organisation(change.work, new)
    parts = {
        "name": old.name != new.name,
        "timezone": old.timezone != new.timezone,
        "languages": old.languages != new.languages,
    }
    note_change(change, Deed.SETTINGS_CHANGED, name_parts(SETTINGS, parts))
