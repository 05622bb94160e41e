"""The steward's API keys, shown once when they are made, and the audit trail."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChanceDep, ChangeDep, DirectoryDep, StaffDep, StewardDep
from service.domain.api_keys import end_api_key, make_api_key
from service.domain.audit import THE_COMMAND_LINE, THE_JOBS, show_trail
from service.errors import NotFound, Refusal
from service.languages import N_
from service.pages.frames import FrameDep
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
)
from service.pages.views import Option
from service.refusals import BadEntry
from service.store.engine import transaction
from service.store.staff.api_keys import ApiKey, list_api_keys
from service.store.staff.audit import Entry
from service.terms import Scope

PLACE, TRAIL = "steward/keys", "steward/trail"
HEADS = (N_("What it is for"), N_("Key"), N_("What it may do"), N_("Made"), N_("Ended"))
TRAIL_HEADS = (N_("Day"), N_("What was done"), N_("To what"), N_("By whom"))
NEWEST = 200
SCOPES = {Scope.REPORTS: N_("Post reports"), Scope.DASHBOARDS: N_("Read published figures")}
ACTORS = {THE_COMMAND_LINE: N_("Somebody at the machine"), THE_JOBS: N_("The daily jobs")}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/keys")
def keys_page(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, staff: StaffDep, saved: bool = False
) -> HTMLResponse:
    """Every key there ever was, and the form for one more."""
    known = list_api_keys(staff, steward.organisation)
    return render("steward/form.html", view_keys(Visit(steward, directory, frame, saved), known))


@router.post("/o/{organisation}/steward/keys")
def keys_step(
    _: StewardDep, visit: VisitDep, fields: FieldsDep, change: ChangeDep, chance: ChanceDep
) -> Response:
    """Make a key, which this answer shows and no other; or end one."""
    known = list_api_keys(change.staff, change.organisation)
    token = ""
    try:
        with transaction(change.work):
            if fields.one("step") == "add":
                token = make_api_key(change, fields.one("label"), _scopes(fields), chance)
            elif fields.one("step") == "end":
                end_api_key(change, fields.one("key"))
            else:
                raise NotFound
    except Refusal as refusal:
        return again(view_keys(visit, known), fields, refusal)
    if not token:
        return saved(visit.frame, PLACE)
    known = list_api_keys(change.staff, change.organisation)
    return render("steward/form.html", replace(view_keys(visit, known), secret=token))


@router.get("/o/{organisation}/steward/trail")
def trail_page(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, staff: StaffDep
) -> HTMLResponse:
    """The newest deeds."""
    entries = show_trail(staff, steward.organisation, NEWEST)
    return render("steward/form.html", view_trail(Visit(steward, directory, frame), entries))


def view_keys(visit: Visit, known: tuple[ApiKey, ...]) -> FormView:
    """Keys by name, never by token."""
    say = visit.frame.language.say
    rows = tuple(
        Row(one.label, (one.key, ", ".join(say(SCOPES[scope]) for scope in one.scopes), one.made, one.ended))
        for one in known
    )
    lead = N_("A key lets a program in. We keep no copy of it, so it is shown once.")
    options = tuple(Option(scope.value, say(label)) for scope, label in SCOPES.items())
    making = Sheet(
        "add",
        say("Make a key"),
        say("Make it"),
        (
            Input("label", say("What it is for")),
            Input("scopes", say("What it may do"), (), "checks", options=options),
        ),
    )
    opens = tuple(Option(one.key, f"{one.label} ({one.key})") for one in known if not one.ended)
    about = say("From then on it opens nothing. It stays on the list.")
    ending = Sheet(
        "end",
        say("End a key"),
        say("End it"),
        (Input("key", say("Key"), (), "select", options=opens),),
        about,
        quiet=True,
    )
    return visit.view(
        PLACE, N_("API keys"), lead, Table(HEADS, rows), (making, ending) if opens else (making,)
    )


def view_trail(visit: Visit, entries: tuple[Entry, ...]) -> FormView:
    """Deeds by day; who did them by their id, as the trail holds it."""
    say = visit.frame.language.say
    rows = tuple(
        Row(one.day, (one.deed, one.subject, say(ACTORS[one.actor]) if one.actor in ACTORS else one.actor))
        for one in entries
    )
    lead = N_(
        "Deeds that change who can read, what is kept, or where reports go. Each is tied to the one before,"
        " so none can be taken out unseen. The newest are shown."
    )
    return visit.view(TRAIL, N_("Audit trail"), lead, Table(TRAIL_HEADS, rows), ())


def _scopes(fields: Fields) -> tuple[Scope, ...]:
    chosen = fields.all("scopes")
    if not chosen or not set(chosen) <= set(Scope):
        raise BadEntry(field="scopes")
    return tuple(Scope(one) for one in chosen)
