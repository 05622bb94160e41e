"""The public directory of an organisation, and which circle a report goes to: by cause, never by person.

Holds nothing a reporter's browser may not see, except head counts and retired key ids, which stay here.
"""

from dataclasses import dataclass, field
from functools import cached_property

from service.errors import NoCircle, UnknownOrganisation
from service.refusals import KeyWanted
from service.store.work import circles, doors, endorsements, organisations, retention, units
from service.store.work.endorsements import Endorsement
from service.store.work.handle import WorkStore
from service.taxonomy import Signpost
from service.terms import (
    MIN_CIRCLE_MEMBERS,
    MIN_UNIT_HEADCOUNT,
    NOT_YET_CLEAR,
    PREFER_NOT_TO_SAY,
    Circle,
    CircleId,
    CircleKey,
    Door,
    KeyId,
    Organisation,
    OrganisationId,
    Retention,
    Unit,
    UnitCode,
)


@dataclass(frozen=True)
class Directory:
    """What it takes to code, route and seal a report, as of one revision of the organisation."""

    organisation: Organisation
    units: tuple[Unit, ...]
    circles: tuple[Circle, ...]
    keys: tuple[CircleKey, ...]
    routes: tuple[tuple[str, CircleId], ...]
    door: Door = field(default_factory=Door)
    own_signposts: tuple[Signpost, ...] = ()
    """In the organisation's words, which nobody translates."""
    retention: Retention = field(default_factory=Retention)
    endorsements: tuple[Endorsement, ...] = ()

    @cached_property
    def offered_units(self) -> tuple[Unit, ...]:
        """The units large enough to hide in, in their fixed order."""
        return tuple(unit for unit in self.units if unit.headcount >= MIN_UNIT_HEADCOUNT)

    @cached_property
    def offered_codes(self) -> frozenset[UnitCode]:
        """Codes a report may carry; skipping the question is always one of them."""
        return frozenset(unit.unit for unit in self.offered_units) | {UnitCode(PREFER_NOT_TO_SAY)}

    @cached_property
    def known_codes(self) -> frozenset[UnitCode]:
        """Codes that exist, offered or not."""
        return self.offered_codes | {unit.unit for unit in self.units}

    @cached_property
    def active_keys(self) -> dict[CircleId, CircleKey]:
        """The key each circle receives with now."""
        return {key.circle: key for key in self.keys if key.active}

    def require_key(self, circle: CircleId) -> CircleKey:
        """The key a circle receives with now, few members or many. Raises KeyWanted where it has none."""
        found = self.active_keys.get(circle)
        if found is None:
            raise KeyWanted
        return found

    @cached_property
    def circle_of_key(self) -> dict[KeyId, CircleId]:
        """Every key id that ever was, and whose it is."""
        return {key.key_id: key.circle for key in self.keys}

    @cached_property
    def endorsed(self) -> dict[CircleId, Endorsement]:
        """Circles that were founded with the organisation, or that another circle knows."""
        made = (one for one in self.endorsements if self.circle_of_key.get(one.key_id) == one.circle)
        return {one.circle: one for one in made}

    @cached_property
    def receiving(self) -> dict[CircleId, Circle]:
        """Endorsed circles with a key that enough members hold: a circle of two is a person."""
        return {
            circle.circle: circle
            for circle in self.circles
            if circle.holders >= MIN_CIRCLE_MEMBERS
            and circle.circle in self.active_keys
            and circle.circle in self.endorsed
        }

    @cached_property
    def routing_table(self) -> dict[str, CircleId]:
        """Factor (and not-yet-clear) to the circle that learns from it."""
        general = next((circle.circle for circle in self.receiving.values() if circle.is_general), None)
        if general is None:
            raise NoCircle
        table = {factor: circle if circle in self.receiving else general for factor, circle in self.routes}
        return table | {NOT_YET_CLEAR: general}


def public_directory(work: WorkStore, organisation: OrganisationId) -> Directory:
    """Read an organisation's directory. Raises UnknownOrganisation."""
    found = organisations.find_organisation(work, organisation)
    if found is None:
        raise UnknownOrganisation
    return Directory(
        organisation=found,
        units=units.list_units(work, organisation),
        circles=circles.list_circles(work, organisation),
        keys=circles.list_keys(work, organisation),
        routes=circles.list_routes(work, organisation),
        door=doors.find_door(work, organisation),
        own_signposts=doors.list_signposts(work, organisation),
        retention=retention.find_retention(work, organisation),
        endorsements=endorsements.list_endorsements(work, organisation),
    )


def choose_circle(factors: tuple[str, ...], directory: Directory) -> CircleId:
    """The circle of the first factor; without a factor, or without a circle for it, the general one."""
    table = directory.routing_table
    return table.get(factors[0], table[NOT_YET_CLEAR]) if factors else table[NOT_YET_CLEAR]
