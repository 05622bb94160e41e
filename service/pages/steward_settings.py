"""The steward's settings: name, time zone, languages, the reporter's door, signposts, how long words stay."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, RuntimeDep, StewardDep
from service.domain.changes import Change, begin_change
from service.domain.doors import drop_signpost, join_signposts, switch_door, word_signpost
from service.domain.organisations import change_settings
from service.domain.retention import HoldReason, begin_hold, decide_retention, end_hold
from service.domain.routing import public_directory
from service.errors import NotFound, Refusal
from service.languages import N_
from service.pages.render import render
from service.pages.steward_form import (
    Fields,
    FieldsDep,
    FormView,
    Input,
    Row,
    Sheet,
    Table,
    Visit,
    VisitDep,
    again,
    saved,
    seen_by,
)
from service.pages.views import Option
from service.refusals import BadEntry
from service.store.engine import transaction
from service.taxonomy import Signpost, taxonomy
from service.terms import Door

PLACE = "steward/settings"
HEADS = (N_("Signpost"), N_("What to do"))
SWITCHES = {
    "suggestions_off": N_("Suggest nothing while somebody writes; names are still hidden"),
    "quick_only": N_("Offer only the quick report"),
    "service_sealed_off": N_("Close the two doors that lock words on arrival"),
}
REASONS = {
    HoldReason.COURT: N_("A court"),
    HoldReason.INQUIRY: N_("An inquiry"),
    HoldReason.REGULATOR: N_("A regulator"),
    HoldReason.LEGAL_CLAIM: N_("A legal claim"),
}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/settings")
def settings_page(visit: VisitDep, _: StewardDep, runtime: RuntimeDep, signpost: str = "") -> HTMLResponse:
    """Every setting in a form; with `signpost` that one."""
    return render("steward/form.html", view_settings(visit, _offered(runtime), signpost))


@router.post("/o/{organisation}/steward/settings")
def settings_step(
    _: StewardDep, visit: VisitDep, runtime: RuntimeDep, fields: FieldsDep, change: ChangeDep
) -> Response:
    """Change one of them."""
    offered = _offered(runtime)
    try:
        with transaction(change.work):
            _act(seen_by(change, fields), fields, offered)
    except Refusal as refusal:
        return again(view_settings(visit, offered, fields.one("subject")), fields, refusal)
    return saved(visit.frame, PLACE)


def view_settings(visit: Visit, offered: tuple[Option, ...], chosen: str) -> FormView:
    """Signposts in a table, and a form for each kind of setting."""
    known = join_signposts(taxonomy(visit.frame.language).signposts, visit.directory.own_signposts)
    rows = tuple(
        Row(one.show, (one.action,), f"{visit.frame.root}/{PLACE}?signpost={one.code}#sheet-signpost")
        for one in known
    )
    lead = N_("What reporters meet before they write. Each change is in the audit trail.")
    one = next((one for one in known if one.code == chosen), None)
    sheets = (*_pointing(one, visit), _naming(visit, offered), _switching(visit), *_keeping(visit))
    return visit.view(PLACE, N_("Settings"), lead, Table(HEADS, rows), sheets)


def _offered(runtime: RuntimeDep) -> tuple[Option, ...]:
    return tuple(Option(one.code, one.name) for one in runtime.languages)


def _act(change: Change, fields: Fields, offered: tuple[Option, ...]) -> None:
    step = fields.one("step")
    if step == "settings":
        _settings(change, fields, offered)
    elif step in ACTS:
        ACTS[step](change, fields)
    else:
        raise NotFound


def _settings(change: Change, fields: Fields, offered: tuple[Option, ...]) -> None:
    old = public_directory(change.work, change.organisation).organisation
    wanted = replace(
        old, name=fields.one("name"), timezone=fields.one("timezone"), languages=fields.all("languages")
    )
    change_settings(change, wanted, tuple(one.value for one in offered))


def _door(change: Change, fields: Fields) -> None:
    off = fields.all("switches")
    suggestions, quick, sealed = (name in off for name in SWITCHES)
    switch_door(change, Door(suggestions, quick, sealed, fields.one("leave_to").strip()))


def _signpost(change: Change, fields: Fields) -> None:
    code = fields.one("subject") or fields.one("signpost")
    word_signpost(change, Signpost(code, fields.one("show"), fields.one("action")))


def _take_back(change: Change, fields: Fields) -> None:
    drop_signpost(change, fields.one("subject"))


def _retention(change: Change, fields: Fields) -> None:
    days = fields.number("days")
    begin_change(change)
    decide_retention(change.work, change.staff, change.organisation, days, change.who)


def _hold(change: Change, fields: Fields) -> None:
    reason = fields.one("reason")
    if reason not in set(HoldReason):
        raise BadEntry(field="reason")
    begin_change(change)
    begin_hold(change.work, change.staff, change.organisation, HoldReason(reason), change.who)


def _end_hold(change: Change, _: Fields) -> None:
    begin_change(change)
    end_hold(change.work, change.staff, change.organisation, change.who)


ACTS: dict[str, Callable[[Change, Fields], None]] = {
    "door": _door,
    "signpost": _signpost,
    "take-back": _take_back,
    "retention": _retention,
    "hold": _hold,
    "end-hold": _end_hold,
}


def _naming(visit: Visit, offered: tuple[Option, ...]) -> Sheet:
    say, found = visit.frame.language.say, visit.directory.organisation
    chosen = found.languages or tuple(one.value for one in offered)
    fields = (
        Input("name", say("Name"), (found.name,)),
        Input(
            "timezone",
            say("Time zone"),
            (found.timezone,),
            hint=say("Such as Europe/London. Days begin there."),
        ),
        Input("languages", say("Languages of the pages"), chosen, "checks", options=offered),
    )
    return Sheet("settings", say("The organisation"), say("Save"), fields)


def _switching(visit: Visit) -> Sheet:
    say, door = visit.frame.language.say, visit.directory.door
    options = tuple(Option(name, say(label)) for name, label in SWITCHES.items())
    off = tuple(name for name in SWITCHES if getattr(door, name))
    hint = say("It starts with https:// and has no question mark. Left empty, a blank page opens.")
    fields = (
        Input("switches", say("At the reporter’s door"), off, "checks", options=options),
        Input("leave_to", say("Where “leave quickly” leads"), (door.leave_to,), hint=hint),
    )
    return Sheet("door", say("The reporter’s door"), say("Save"), fields)


def _pointing(one: Signpost | None, visit: Visit) -> tuple[Sheet, ...]:
    say = visit.frame.language.say
    words = (
        Input("show", say("When to use it"), (one.show if one else "",)),
        Input("action", say("What to do"), (one.action if one else "",), "area"),
    )
    if one is None:
        code = Input(
            "signpost", say("Short code"), hint=say("Small letters, digits and hyphens. It stays for good.")
        )
        return (Sheet("signpost", say("Add a signpost"), say("Add"), (code, *words), quiet=True),)
    sheet = Sheet(
        "signpost", say("Change %(signpost)s", signpost=one.show), say("Save"), words, subject=one.code
    )
    if one not in visit.directory.own_signposts:
        return (sheet,)
    about = say("A usual signpost then stands as it was. Your own goes.")
    return (
        sheet,
        Sheet("take-back", say("Take your words back"), say("Take back"), (), about, one.code, True),
    )


def _keeping(visit: Visit) -> tuple[Sheet, ...]:
    say, kept = visit.frame.language.say, visit.directory.retention
    days = Input(
        "days", say("Days after the last message"), (str(kept.days),), "number", say("From 90 to 730.")
    )
    about = say("Reporters read it before they write. It counts for what is stored too.")
    keeping = Sheet("retention", say("How long words are kept"), say("Save"), (days,), about)
    if kept.hold:
        ending = say("While the hold lasts, nothing is deleted by age. Reporters are told.")
        return (keeping, Sheet("end-hold", say("End the legal hold"), say("End it"), (), ending, quiet=True))
    reasons = tuple(Option(reason.value, say(label)) for reason, label in REASONS.items())
    reason = Input("reason", say("Who asks for it?"), (), "select", options=reasons)
    begun = say("Nothing is then deleted by age. Everybody who reports is told before they write.")
    return (keeping, Sheet("hold", say("Begin a legal hold"), say("Begin it"), (reason,), begun, quiet=True))
