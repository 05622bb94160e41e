"""Marks on a leader's time axis: what happened around the work, and where usual limits start anew.

Decided by a steward, recorded by role, reason and day. Never derived from a report: reads and writes the
release store only, and knows no names.
"""

from dataclasses import dataclass
from datetime import datetime

from service.domain.scopes import parse_scope
from service.errors import UnknownCode
from service.languages import N_
from service.privacy.calendar import local_date, parse_month, shift_month
from service.privacy.domains import PublicFacts
from service.store.release import marks
from service.store.release.handle import ReleaseStore
from service.terms import Day, Event, EventKind, OrganisationId, Period, Rebase, RebaseReason, Role

EVENT_LABELS = {
    EventKind.INSPECTION: N_("Inspection"),
    EventKind.RESTRUCTURE: N_("Restructure"),
    EventKind.OPEN_CALL: N_("Open call for reports"),
    EventKind.NEW_SYSTEM: N_("New system or tool"),
    EventKind.STAFFING_CHANGE: N_("Change in staffing"),
}
REASON_WORDS = {
    RebaseReason.WORK_CHANGED: N_("The work itself was changed, as planned."),
    RebaseReason.UNITS_CHANGED: N_("Units were joined, split or moved."),
    RebaseReason.INTAKE_CHANGED: N_("The way to report was changed."),
    RebaseReason.PLAN_CHANGED: N_("The way figures are published was changed."),
}
EXPECTED_RISE = N_("More reports were expected after this.")
EXPECTED_MONTHS = 3
"""For how long after an event a rise was expected: two or three periods after an open call."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that stands on the time axis, oldest month first."""

    events: tuple[Event, ...] = ()
    rebases: tuple[Rebase, ...] = ()

    def rebases_of(self, scope: str) -> tuple[Period, ...]:
        """The months from which the usual limits of a scope start anew."""
        return tuple(rebase.month for rebase in self.rebases if rebase.scope == scope)

    def expected_at(self, month: Period) -> tuple[Event, ...]:
        """The events after which a rise was expected in this month."""
        return tuple(
            event
            for event in self.events
            if event.expected_rise and event.month <= month < shift_month(event.month, EXPECTED_MONTHS)
        )


def read_marks(releases: ReleaseStore, organisation: OrganisationId) -> Marks:
    """All that stands."""
    return Marks(marks.read_events(releases, organisation), marks.read_rebases(releases, organisation))


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, and when: what is recorded beside every mark. `stands` is False to take one back."""

    by: Role
    now: datetime
    stands: bool = True


def mark_event(
    releases: ReleaseStore, facts: PublicFacts, event: tuple[EventKind, str, bool], decision: Decision
) -> None:
    """Record that something (kind, month, expected rise) happened, or that it did not after all.

    Raises UnknownCode for what is no month.
    """
    kind, month, expected_rise = event
    found = Event(kind, _month(month), expected_rise, decision.by, _day(facts, decision))
    marks.add_event(releases, facts.organisation.organisation, found, stands=decision.stands)


def decide_rebase(
    releases: ReleaseStore, facts: PublicFacts, rebase: tuple[str, str, RebaseReason], decision: Decision
) -> None:
    """Record that a scope's limits start anew (scope, month, why), or that they do not after all.

    Raises UnknownCode for what is no month or no scope with a cell of its own.
    """
    scope, month, why = rebase
    found = Rebase(str(parse_scope(scope, facts)), _month(month), why, decision.by, _day(facts, decision))
    marks.add_rebase(releases, facts.organisation.organisation, found, stands=decision.stands)


def _month(text: str) -> Period:
    try:
        return parse_month(text)
    except ValueError:
        raise UnknownCode from None


def _day(facts: PublicFacts, decision: Decision) -> Day:
    return Day(local_date(decision.now, facts.organisation.timezone).isoformat())
