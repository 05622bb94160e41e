"""The words of the glossary as types: ids, enums, frozen values.

Knows no framework, no storage and no clock.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

OrganisationId = NewType("OrganisationId", str)
"""A slug of 2 to 40 of [a-z0-9-]; the first part of every key and address."""
UnitCode = NewType("UnitCode", str)
CircleId = NewType("CircleId", str)
ReportId = NewType("ReportId", str)
"""128 random bits in 32 lower-case hex digits, chosen by the sender."""
PersonId = NewType("PersonId", str)
ThemeId = NewType("ThemeId", str)
"""128 random bits in 32 lower-case hex digits, chosen by the member's browser."""
KeyId = NewType("KeyId", str)
"""The first 128 bits of a circle public key's fingerprint, in hex."""
Period = NewType("Period", str)
"""A month, 2026-11, or a quarter, 2026-Q4."""
Day = NewType("Day", str)
"""An ISO day, 2026-11-25: nothing finer is kept of a report."""

MAX_FACTORS = 3
MIN_CIRCLE_MEMBERS = 3
MIN_WAYS_IN = 2
"""Somebody with one way in is one lost device away from none."""
MIN_UNIT_HEADCOUNT = 20
"""Options with fewer staff are never offered (taxonomy, anonymity_floor)."""
NOT_YET_CLEAR = "not-yet-clear"
"""A routing state for a report without factors; never charted as a cause."""


class SealedBy(StrEnum):
    """Where a report was sealed; shown to the circle."""

    DEVICE = "device"
    SERVICE = "service"


class Role(StrEnum):
    """What a signed-in person does here."""

    MEMBER = "member"
    LEADER = "leader"
    STEWARD = "steward"


class WayKind(StrEnum):
    """How somebody proves who they are; each way locks its own copy of a member's key."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a kind
    RECOVERY = "recovery"
    PASSKEY = "passkey"


class Scope(StrEnum):
    """What an API key may do."""

    REPORTS = "reports:write"
    DASHBOARDS = "dashboards:read"


class Towards(StrEnum):
    """Who opens a message of a dialogue; a circle keeps a copy of what it wrote."""

    CIRCLE = "circle"
    REPORTER = "reporter"
    COPY = "copy"


class Standing(StrEnum):
    """How far a report has come, as its reporter is told; it only ever moves down this list."""

    RECEIVED = "received"
    READ = "read"
    IN_THEME = "in-theme"
    CONCLUDED = "concluded"


class ThemeStatus(StrEnum):
    """How far a theme has come; it only ever moves down this list."""

    NOTICED = "noticed"
    UNDER_REVIEW = "under-review"
    RESPONDED = "responded"
    FED_BACK = "fed-back"


class KeyReason(StrEnum):
    """Why a circle has a new key; told to its members."""

    FOUNDED = "founded"
    LEFT = "left"
    LOST = "lost"
    STOPPED = "stopped"
    PLANNED = "planned"
    EXPOSED = "exposed"


class Kept(StrEnum):
    """Whether a circle answered within its time."""

    NO = "no"
    IN_TIME = "in-time"
    LATE = "late"


class Stage(StrEnum):
    """A published table of the release plan (RELEASES: plans M and Q)."""

    MONTH_FACTOR = "month-factor"
    MONTH_UNIT = "month-unit"
    QUARTER_CROSS = "quarter-cross"
    MONTH_TOTAL = "month-total"
    QUARTER_FACTOR = "quarter-factor"
    QUARTER_UNIT = "quarter-unit"
    QUARTER_KIND = "quarter-kind"
    QUARTER_PROMISES = "quarter-promises"


class Plan(StrEnum):
    """Which stages an organisation publishes: M from 60 reports a month, Q below."""

    M = "M"
    Q = "Q"


class EventKind(StrEnum):
    """Something that happened around the work and may change how much is reported. Never from a report."""

    INSPECTION = "inspection"
    RESTRUCTURE = "restructure"
    OPEN_CALL = "open-call"
    NEW_SYSTEM = "new-system"
    STAFFING_CHANGE = "staffing-change"


class RebaseReason(StrEnum):
    """Why the usual limits of a chart start anew: a known change, decided and recorded."""

    WORK_CHANGED = "work-changed"
    UNITS_CHANGED = "units-changed"
    INTAKE_CHANGED = "intake-changed"
    PLAN_CHANGED = "plan-changed"


PREFER_NOT_TO_SAY = "prefer-not-to-say"
"""The unit, setting and role group of a reporter who skips the question."""
NOT_SAID = "not-said"
"""The kind of a reporter who skips that question; never offered as a choice."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a month; `expected_rise` says that more reports were expected after it."""

    kind: EventKind
    month: Period
    expected_rise: bool
    by: Role
    decided: Day


@dataclass(frozen=True, slots=True)
class Rebase:
    """A decision: from this month on, a scope's usual limits start anew."""

    scope: str
    """As in a leader's address: all, factor:digital-systems, unit:north."""
    month: Period
    why: RebaseReason
    by: Role
    decided: Day


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant. The revision moves whenever its public directory does."""

    organisation: OrganisationId
    name: str
    plan: Plan
    timezone: str
    revision: int
    demo: bool
    languages: tuple[str, ...] = ()
    """What its pages can be read in, by code, first choice first; empty for all that the service offers."""


@dataclass(frozen=True, slots=True)
class Door:
    """What an organisation has switched at the reporter's door. Nothing is, unless somebody decided so.

    `leave_to` is the https address that "leave quickly" opens; empty for a blank page.
    """

    suggestions_off: bool = False
    quick_only: bool = False
    service_sealed_off: bool = False
    leave_to: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days after the last message words are kept, and why nothing is deleted by age just now."""

    days: int = 180
    hold: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A service area; below the floor it is never offered."""

    unit: UnitCode
    label: str
    group: str
    headcount: int
    rolls_up_to: UnitCode | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A standing group that receives reports by factor."""

    circle: CircleId
    label: str
    about: str
    is_general: bool
    members: int
    holders: int = 0
    """Those of its members who hold the key it receives with."""


@dataclass(frozen=True, slots=True)
class CircleKey:
    """The public half of one epoch of a circle's key pair.

    The endorsement is a vouch made with the key before it; the first has none. `since` is empty for keys
    older than that was kept.
    """

    circle: CircleId
    epoch: int
    key_id: KeyId
    public_key: bytes = field(repr=False)
    active: bool
    endorsement: bytes | None = field(default=None, repr=False)
    since: Day = Day("")
    reason: KeyReason = KeyReason.FOUNDED


@dataclass(frozen=True, slots=True)
class CodedFields:
    """All the server may see of a report: codes from closed lists."""

    kind: str
    unit: UnitCode
    role_group: str
    factors: tuple[str, ...]
    """Zero to three codes, most important first."""
    impact: str
    potential: str
    spread: str
    setting: str = "prefer-not-to-say"


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it arrives: coded fields in the clear, everything else sealed."""

    organisation: OrganisationId
    report: ReportId
    coded: CodedFields
    circle: CircleId
    envelope: bytes = field(repr=False)
    sealed_by: SealedBy
    dialogue_lookup: bytes = field(default=b"", repr=False)
    """Empty, like the two below, where the reporter has no receipt and cannot be answered."""
    dialogue_verifier: bytes = field(default=b"", repr=False)
    dialogue_key: bytes = field(default=b"", repr=False)
