"""Decides which circle learns from which factor, and says where there is a gap. By cause, never by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, note_change
from service.domain.routing import Directory
from service.refusals import BadEntry
from service.store.work import circles
from service.taxonomy import taxonomy
from service.terms import MIN_CIRCLE_MEMBERS, Circle, CircleId


class Gap(StrEnum):
    """Why a factor's reports, or a circle, are not where they should be."""

    NO_CIRCLE = "no-circle"
    CANNOT_RECEIVE = "cannot-receive"
    TOO_FEW = "too-few"
    TOO_FEW_HOLD = "too-few-hold"
    NO_KEY = "no-key"
    NO_GENERAL = "no-general"
    NOT_ENDORSED = "not-endorsed"


@dataclass(frozen=True, slots=True)
class Route:
    """Where a factor is sent, where it arrives (None: nowhere), and why these differ."""

    factor: str
    circle: CircleId | None
    arrives: CircleId | None
    gap: Gap | None = None


def list_routes(directory: Directory) -> tuple[Route, ...]:
    """Every factor of the taxonomy, in its order."""
    chosen = dict(directory.routes)
    general = next((one.circle for one in directory.receiving.values() if one.is_general), None)
    return tuple(
        _route(factor.code, chosen.get(factor.code), general, directory) for factor in taxonomy().factors
    )


def gap_of(circle: Circle, directory: Directory) -> Gap | None:
    """Why a circle receives nothing."""
    if circle.members < MIN_CIRCLE_MEMBERS:
        return Gap.TOO_FEW
    if circle.circle not in directory.active_keys:
        return Gap.NO_KEY
    if circle.holders < MIN_CIRCLE_MEMBERS:
        return Gap.TOO_FEW_HOLD
    return None if circle.circle in directory.endorsed else Gap.NOT_ENDORSED


def change_routes(change: Change, routes: Mapping[str, str]) -> None:
    """Send each of these factors to a circle. Raises BadEntry, its field the factor, for a code nobody has.

    A circle that cannot receive may be chosen: until it can, the general circle gets the reports.
    """
    begin_change(change)
    known = {one.circle for one in circles.list_circles(change.work, change.organisation)}
    factors = {factor.code for factor in taxonomy().factors}
    before = dict(circles.list_routes(change.work, change.organisation))
    for factor, circle in routes.items():
        if factor not in factors or circle not in known:
            raise BadEntry(field=factor if factor in factors else "factor")
        if before.get(factor) != circle:
            circles.set_route(change.work, change.organisation, factor, CircleId(circle))
            note_change(change, Deed.ROUTE_CHANGED, f"{factor}: {circle}")


def _route(factor: str, chosen: CircleId | None, general: CircleId | None, directory: Directory) -> Route:
    if chosen in directory.receiving:
        return Route(factor, chosen, chosen)
    return Route(factor, chosen, general, Gap.CANNOT_RECEIVE if chosen else Gap.NO_CIRCLE)
