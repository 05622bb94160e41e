"""An organisation's settings over the API: name, time zone, languages, door, signposts, retention."""

from dataclasses import asdict, replace

from fastapi import APIRouter

from service.api.changing import Changed, Line, SeenDep, changed, changing
from service.api.schemas import Code, Form
from service.deps import DirectoryDep, RuntimeDep, StewardDep
from service.domain import doors, retention
from service.domain.changes import begin_change
from service.domain.organisations import change_settings as change_organisation
from service.domain.retention import HoldReason
from service.domain.routing import public_directory
from service.taxonomy import Signpost
from service.terms import Door

router = APIRouter(prefix="/o/{organisation}", tags=["settings"])


class SettingsIn(Form):
    """Name, time zone, and what the pages can be read in, the usual language first."""

    name: Line
    timezone: Line
    languages: list[Code]


class SwitchesIn(Form):
    """What is switched at the reporter's door; `leave_to` is where leaving quickly leads."""

    suggestions_off: bool
    quick_only: bool
    service_sealed_off: bool
    leave_to: Line = ""


class SignpostIn(Form):
    """When to use a signpost, and what to do then."""

    show: Line
    action: Line


class RetentionIn(Form):
    """How many days after the last message words are kept: 90 to 730."""

    days: int


class HoldIn(Form):
    """Why nothing is deleted by age; null ends the hold."""

    reason: HoldReason | None


class SignpostOut(SignpostIn):
    """A signpost in the organisation's own words."""

    signpost: str


class SettingsOut(Changed):
    """Every setting as it stands."""

    name: str
    timezone: str
    languages: list[str]
    offered: list[str]
    door: SwitchesIn
    signposts: list[SignpostOut]
    days: int
    hold: str | None


@router.get("/settings")
def show_settings(_: StewardDep, directory: DirectoryDep, runtime: RuntimeDep) -> SettingsOut:
    """Every setting; `signposts` are those in the organisation's own words."""
    found = directory.organisation
    offered = [one.code for one in runtime.languages]
    return SettingsOut(
        revision=found.revision,
        name=found.name,
        timezone=found.timezone,
        languages=list(found.languages) or offered,
        offered=offered,
        door=SwitchesIn(**asdict(directory.door)),
        signposts=[
            SignpostOut(signpost=one.code, show=one.show, action=one.action)
            for one in directory.own_signposts
        ],
        days=directory.retention.days,
        hold=directory.retention.hold,
    )


@router.put("/settings")
def change_settings(_: StewardDep, body: SettingsIn, change: SeenDep, runtime: RuntimeDep) -> Changed:
    """Change name, time zone and languages."""
    with changing(change):
        old = public_directory(change.work, change.organisation).organisation
        wanted = replace(old, name=body.name, timezone=body.timezone, languages=tuple(body.languages))
        change_organisation(change, wanted, tuple(one.code for one in runtime.languages))
        return changed(change)


@router.put("/door")
def switch_door(_: StewardDep, body: SwitchesIn, change: SeenDep) -> Changed:
    """Switch the reporter's door."""
    with changing(change):
        doors.switch_door(change, Door(**body.model_dump()))
        return changed(change)


@router.put("/signposts/{signpost}")
def word_signpost(_: StewardDep, signpost: Code, body: SignpostIn, change: SeenDep) -> Changed:
    """Word a usual signpost anew, or add or change one of your own."""
    with changing(change):
        doors.word_signpost(change, Signpost(signpost, body.show, body.action))
        return changed(change)


@router.delete("/signposts/{signpost}")
def drop_signpost(_: StewardDep, signpost: Code, change: SeenDep) -> Changed:
    """Take your own words back: a usual signpost stands as it was, any other goes."""
    with changing(change):
        doors.drop_signpost(change, signpost)
        return changed(change)


@router.put("/retention")
def decide_retention(_: StewardDep, body: RetentionIn, change: SeenDep) -> Changed:
    """Decide how long words are kept; it counts for what is stored too."""
    with changing(change):
        begin_change(change)
        retention.decide_retention(change.work, change.staff, change.organisation, body.days, change.who)
        return changed(change)


@router.put("/hold")
def set_hold(_: StewardDep, body: HoldIn, change: SeenDep) -> Changed:
    """Begin a legal hold, or end it. Everybody who reports is told before they write."""
    stores = (change.work, change.staff, change.organisation)
    with changing(change):
        begin_change(change)
        if body.reason is None:
            retention.end_hold(*stores, change.who)
        else:
            retention.begin_hold(*stores, body.reason, change.who)
        return changed(change)
