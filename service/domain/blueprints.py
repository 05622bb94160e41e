"""Reads an organisation's blueprint from YAML: what `candour setup` and the demo start from.

Refuses what does not fit by naming the place, never by repeating the value.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated
from zoneinfo import available_timezones

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from service.domain.entries import LEAVE_TO
from service.domain.founding import Blueprint, NewCircle, NewPerson
from service.errors import CandourError
from service.taxonomy import Signpost, taxonomy
from service.terms import CircleId, Door, Organisation, OrganisationId, Plan, Role, Unit, UnitCode

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Sentences = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Address = Annotated[str, StringConstraints(pattern=f"^{LEAVE_TO.pattern}$")]


class BadBlueprint(CandourError):
    """A blueprint that cannot be founded; the message names places in the file."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def __repr__(self) -> str:
        """A blueprint holds names and passphrases."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class _Unit(_Form):
    unit: Slug
    label: Line
    group: Slug
    headcount: int = Field(ge=0)
    rolls_up_to: Slug | None = None


class _Circle(_Form):
    circle: Slug
    label: Line
    about: Line
    general: bool = False
    members: list[str] = Field(min_length=3)
    factors: list[str]


class _Person(_Form):
    handle: Slug
    display: Line
    role: Role
    passphrase: str = Field(min_length=14)


class _Signpost(_Form):
    code: Slug
    show: Line
    action: Sentences


class _Door(_Form):
    suggestions_off: bool = False
    quick_only: bool = False
    service_sealed_off: bool = False
    leave_to: Address = ""


class _Organisation(_Form):
    organisation: Slug
    name: Line
    plan: Plan
    timezone: str = "Europe/London"
    units: list[_Unit] = Field(min_length=1)
    circles: list[_Circle] = Field(min_length=1)
    people: list[_Person] = Field(min_length=3)
    door: _Door = _Door()
    signposts: list[_Signpost] = Field(default=[], max_length=20)

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        if timezone not in available_timezones():
            raise ValueError("a time zone of the IANA list, such as Europe/London")
        return timezone

    @model_validator(mode="after")
    def _consistent(self) -> "_Organisation":
        for wrong, words in (*self._names(), *self._circles()):
            if wrong:
                raise ValueError(words)
        return self

    def _names(self) -> Iterator[tuple[bool, str]]:
        units = {unit.unit: unit.headcount for unit in self.units}
        larger = [(unit, units.get(unit.rolls_up_to, -1)) for unit in self.units if unit.rolls_up_to]
        yield _repeats(person.handle for person in self.people), "every person has a handle of their own"
        yield _repeats(unit.unit for unit in self.units), "every unit has a code of its own"
        yield _repeats(one.circle for one in self.circles), "every circle has an id of its own"
        yield _repeats(one.code for one in self.signposts), "every signpost has a code of its own"
        yield (
            any(headcount <= unit.headcount for unit, headcount in larger),
            "a unit rolls up to a larger one of this file",
        )

    def _circles(self) -> Iterator[tuple[bool, str]]:
        members = {person.handle for person in self.people if person.role is Role.MEMBER}
        factors = [factor for circle in self.circles for factor in circle.factors]
        generals = sum(circle.general for circle in self.circles)
        yield generals != 1, "exactly one circle is general: it receives what is not yet clear"
        yield (
            any(set(circle.members) - members for circle in self.circles),
            "every member of a circle is a person with the role member",
        )
        yield (
            any(_repeats(circle.members) for circle in self.circles),
            "the members of a circle are different people",
        )
        yield (
            sorted(factors) != sorted(factor.code for factor in taxonomy().factors),
            "every factor of the taxonomy goes to exactly one circle",
        )


def _repeats(names: Iterable[str]) -> bool:
    listed = list(names)
    return len(set(listed)) < len(listed)


def read_blueprint(text: str, *, demo: bool = False) -> Blueprint:
    """The blueprint in a YAML text. Raises BadBlueprint."""
    try:
        form = _Organisation.model_validate(yaml.safe_load(text))
    except yaml.YAMLError:
        raise BadBlueprint("this is not YAML") from None
    except ValidationError as error:
        places = (
            f"{'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}" for item in error.errors()
        )
        raise BadBlueprint("; ".join(places)) from None
    return _blueprint(form, demo=demo)


def _blueprint(form: _Organisation, *, demo: bool) -> Blueprint:
    return Blueprint(
        organisation=Organisation(
            OrganisationId(form.organisation), form.name, form.plan, form.timezone, 1, demo
        ),
        units=tuple(
            Unit(
                UnitCode(unit.unit),
                unit.label,
                unit.group,
                unit.headcount,
                None if unit.rolls_up_to is None else UnitCode(unit.rolls_up_to),
            )
            for unit in form.units
        ),
        people=tuple(
            NewPerson(person.handle, person.display, person.role, person.passphrase) for person in form.people
        ),
        circles=tuple(
            NewCircle(
                CircleId(circle.circle),
                circle.label,
                circle.about,
                circle.general,
                tuple(circle.members),
                tuple(circle.factors),
            )
            for circle in form.circles
        ),
        door=Door(**form.door.model_dump()),
        signposts=tuple(Signpost(one.code, one.show, one.action) for one in form.signposts),
    )
