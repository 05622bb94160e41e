"""The audit trail: every deed that changes who can read, what is kept or where reports go, chained by hash.

Holds no report id, no receipt and no time finer than a day. Never the words of anybody.
"""

import json
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from service.errors import BrokenTrail
from service.store.staff import audit
from service.store.staff.audit import Entry
from service.store.staff.handle import StaffStore
from service.terms import Day, OrganisationId

LABEL = "candour audit trail v1"
THE_JOBS = "jobs"
"""Who acts when a scheduler does."""
THE_COMMAND_LINE = "command-line"
"""Who acts when somebody has a shell on the machine: the service does not know who that is."""


class Deed(StrEnum):
    """What can be done that is written down: a closed list."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    SESSIONS_ENDED = "sessions-ended"
    ROLE_CHANGED = "role-changed"
    PERSON_REMOVED = "person-removed"
    INVITED = "invited"
    INVITATION_ENDED = "invitation-ended"
    JOINED = "joined"
    WAY_IN_ADDED = "way-in-added"
    WAY_IN_REMOVED = "way-in-removed"
    RECOVERED = "recovered"
    KEY_WRAPPED = "key-wrapped"
    KEY_ROTATED = "key-rotated"
    KEY_STOPPED = "key-stopped"
    STANDBY_MADE = "standby-made"
    MEMBER_ADDED = "member-added"
    MEMBER_REMOVED = "member-removed"
    CIRCLE_CHANGED = "circle-changed"
    CIRCLE_ENDORSED = "circle-endorsed"
    UNIT_CHANGED = "unit-changed"
    ROUTE_CHANGED = "route-changed"
    SETTINGS_CHANGED = "settings-changed"
    RETENTION_CHANGED = "retention-changed"
    HOLD_BEGAN = "hold-began"
    HOLD_ENDED = "hold-ended"
    API_KEY_MADE = "api-key-made"
    API_KEY_ENDED = "api-key-ended"


def record(
    staff: StaffStore,
    organisation: OrganisationId,
    deed: Deed,
    who: tuple[str, datetime],
    subject: str = "",
) -> Entry:
    """Append a deed by `who` (a person id or a name above, and when) about a circle, unit, person or setting.

    The caller commits: a deed and its entry stand or fall together.
    """
    actor, now = who
    audit.hold_trail(staff, organisation)
    last = audit.last_entry(staff, organisation)
    place = (last.position + 1, last.hash) if last else (1, _genesis(organisation))
    entry = _link(place, Day(now.date().isoformat()), actor, (deed.value, subject))
    audit.add_entry(staff, organisation, entry)
    return entry


def check_trail(staff: StaffStore, organisation: OrganisationId) -> int:
    """How many entries the trail holds; BrokenTrail if one was changed, lost, added or moved."""
    position, previous = 0, _genesis(organisation)
    for entry in audit.read_trail(staff, organisation):
        position += 1
        expected = _link((position, previous), entry.day, entry.actor, (entry.deed, entry.subject))
        if entry != expected:
            raise BrokenTrail(f"entry {position} of {organisation} is not what was written")
        previous = entry.hash
    return position


def show_trail(staff: StaffStore, organisation: OrganisationId, number: int) -> tuple[Entry, ...]:
    """The newest entries, newest first."""
    return audit.read_newest(staff, organisation, number)


def _genesis(organisation: OrganisationId) -> str:
    return sha256(f"{LABEL}\n{organisation}".encode()).hexdigest()


def _link(place: tuple[int, str], day: Day, actor: str, deed: tuple[str, str]) -> Entry:
    position, previous = place
    told = json.dumps([LABEL, position, previous, day, actor, *deed], separators=(",", ":"))
    return Entry(position, day, actor, *deed, previous, sha256(told.encode()).hexdigest())
