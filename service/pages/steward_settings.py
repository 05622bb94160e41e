"""The steward's settings: name, languages, the door, signposts, the digest, how long words stay."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, RuntimeDep, StaffDep, StewardDep
from service.domain.changes import Change, begin_change
from service.domain.doors import drop_signpost, join_signposts, switch_door, word_signpost
from service.domain.organisations import change_settings
from service.domain.retention import HoldReason, begin_hold, decide_retention, end_hold
from service.domain.routing import public_directory
from service.languages import N_
from service.pages.render import render
from service.pages.steward_acts import PAGE, Acts, Fields, FieldsDep, carry_out
from service.pages.steward_digest import choose_digest, digest_sheet
from service.pages.steward_form import FormView, Input, Row, Sheet, Table, Visit, VisitDep, code_input
from service.pages.views import Option
from service.refusals import BadEntry
from service.store.staff.digests import DigestTime, find_digest_time
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
def settings_page(
    _: StewardDep, visit: VisitDep, runtime: RuntimeDep, staff: StaffDep, signpost: str = ""
) -> HTMLResponse:
    """Every setting in a form; with `signpost` that one."""
    time = find_digest_time(staff, visit.steward.organisation)
    return render(PAGE, view_settings(visit, _offered(runtime), signpost, time))


@router.post("/o/{organisation}/steward/settings")
def settings_step(
    _: StewardDep, visit: VisitDep, runtime: RuntimeDep, fields: FieldsDep, change: ChangeDep
) -> Response:
    """Change one of them."""
    offered = _offered(runtime)

    def settings(change: Change, fields: Fields) -> None:
        old = public_directory(change.work, change.organisation).organisation
        name, timezone, languages = fields.one("name"), fields.one("timezone"), fields.all("languages")
        wanted = replace(old, name=name, timezone=timezone, languages=languages)
        change_settings(change, wanted, tuple(one.value for one in offered))

    acts: Acts = {"settings": settings, **ACTS}
    time = find_digest_time(change.staff, change.organisation)
    return carry_out(visit, change, fields, acts, lambda chosen: view_settings(visit, offered, chosen, time))


def view_settings(
    visit: Visit, offered: tuple[Option, ...], chosen: str, time: DigestTime | None
) -> FormView:
    """Signposts in a table, and a form for each kind of setting."""
    known = join_signposts(taxonomy(visit.frame.language).signposts, visit.directory.own_signposts)
    rows = tuple(
        Row(one.show, (one.action,), visit.link(PLACE, f"?signpost={one.code}#sheet-signpost"))
        for one in known
    )
    lead = N_("What reporters meet before they write. Each change is in the audit trail.")
    one = next((one for one in known if one.code == chosen), None)
    own = (_naming(visit, offered), _switching(visit), digest_sheet(time))
    sheets = (*_pointing(one, visit), *own, *_keeping(visit))
    return visit.view(PLACE, N_("Settings"), lead, Table(HEADS, rows), sheets)


def _offered(runtime: RuntimeDep) -> tuple[Option, ...]:
    return tuple(Option(one.code, one.name) for one in runtime.languages)


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


ACTS: Acts = {
    "door": _door,
    "digest": choose_digest,
    "signpost": _signpost,
    "take-back": _take_back,
    "retention": _retention,
    "hold": _hold,
    "end-hold": _end_hold,
}


def _naming(visit: Visit, offered: tuple[Option, ...]) -> Sheet:
    found = visit.directory.organisation
    chosen = found.languages or tuple(one.value for one in offered)
    days = N_("Such as Europe/London. Days begin there.")
    fields = (
        Input("name", N_("Name"), (found.name,)),
        Input("timezone", N_("Time zone"), (found.timezone,), hint=days),
        Input("languages", N_("Languages of the pages"), chosen, "checks", options=offered),
    )
    return Sheet("settings", N_("The organisation"), N_("Save"), fields)


def _switching(visit: Visit) -> Sheet:
    door = visit.directory.door
    options = tuple(Option(name, label) for name, label in SWITCHES.items())
    off = tuple(name for name in SWITCHES if getattr(door, name))
    hint = N_("It starts with https:// and has no question mark. Left empty, a blank page opens.")
    fields = (
        Input("switches", N_("At the reporter’s door"), off, "checks", options=options),
        Input("leave_to", N_("Where “leave quickly” leads"), (door.leave_to,), hint=hint),
    )
    return Sheet("door", N_("The reporter’s door"), N_("Save"), fields)


def _pointing(one: Signpost | None, visit: Visit) -> tuple[Sheet, ...]:
    words = (
        Input("show", N_("When to use it"), (one.show if one else "",)),
        Input("action", N_("What to do"), (one.action if one else "",), "area"),
    )
    if one is None:
        fields = (code_input("signpost"), *words)
        return (Sheet("signpost", N_("Add a signpost"), N_("Add"), fields, quiet=True),)
    sheet = Sheet(
        "signpost", N_("Change %(signpost)s", signpost=one.show), N_("Save"), words, subject=one.code
    )
    if one not in visit.directory.own_signposts:
        return (sheet,)
    about = N_("A usual signpost then stands as it was. Your own goes.")
    back = Sheet("take-back", N_("Take your words back"), N_("Take back"), (), about, one.code, True)
    return (sheet, back)


def _keeping(visit: Visit) -> tuple[Sheet, ...]:
    kept = visit.directory.retention
    hint = N_("From 90 to 730.")
    days = Input("days", N_("Days after the last message"), (str(kept.days),), "number", hint)
    about = N_("Reporters read it before they write. It counts for what is stored too.")
    keeping = Sheet("retention", N_("How long words are kept"), N_("Save"), (days,), about)
    if kept.hold:
        ending = N_("While the hold lasts, nothing is deleted by age. Reporters are told.")
        return (keeping, Sheet("end-hold", N_("End the legal hold"), N_("End it"), (), ending, quiet=True))
    reasons = tuple(Option(reason.value, label) for reason, label in REASONS.items())
    reason = Input("reason", N_("Who asks for it?"), (), "select", options=reasons)
    begun = N_("Nothing is then deleted by age. Everybody who reports is told before they write.")
    return (keeping, Sheet("hold", N_("Begin a legal hold"), N_("Begin it"), (reason,), begun, quiet=True))
