"""The steward's API keys, shown once when they are made, and the audit trail."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChanceDep, ChangeDep, StaffDep, StewardDep
from service.domain.api_keys import end_api_key, make_api_key
from service.domain.audit import THE_COMMAND_LINE, THE_JOBS, show_trail
from service.domain.changes import Change
from service.languages import N_
from service.pages.dates import say_day
from service.pages.deeds import DEEDS
from service.pages.render import render
from service.pages.steward_acts import PAGE, Acts, Fields, FieldsDep, carry_out
from service.pages.steward_form import FormView, Input, Row, Secret, Sheet, Table, Visit, VisitDep
from service.pages.views import Option
from service.refusals import BadEntry
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
def keys_page(steward: StewardDep, visit: VisitDep, staff: StaffDep) -> HTMLResponse:
    """Every key there ever was, and the form for one more."""
    return render(PAGE, view_keys(visit, list_api_keys(staff, steward.organisation)))


@router.post("/o/{organisation}/steward/keys")
def keys_step(
    _: StewardDep, visit: VisitDep, fields: FieldsDep, change: ChangeDep, chance: ChanceDep
) -> Response:
    """Make a key, which this answer shows and no other; or end one."""

    def make(change: Change, fields: Fields) -> Secret:
        return Secret(N_("Your new key"), make_api_key(change, fields.one("label"), _scopes(fields), chance))

    def end(change: Change, fields: Fields) -> None:
        end_api_key(change, fields.one("key"))

    def view(_: str) -> FormView:
        return view_keys(visit, list_api_keys(change.staff, change.organisation))

    acts: Acts = {"add": make, "end": end}
    return carry_out(visit, change, fields, acts, view)


@router.get("/o/{organisation}/steward/trail")
def trail_page(steward: StewardDep, visit: VisitDep, staff: StaffDep) -> HTMLResponse:
    """The newest deeds."""
    return render(PAGE, view_trail(visit, show_trail(staff, steward.organisation, NEWEST)))


def view_keys(visit: Visit, known: tuple[ApiKey, ...]) -> FormView:
    """Keys by name, never by token."""
    rows = tuple(
        Row(
            one.label,
            (one.key, ", ".join(visit.say(SCOPES[scope]) for scope in one.scopes), one.made, one.ended),
        )
        for one in known
    )
    lead = N_("A key lets a program in. We keep no copy of it, so it is shown once.")
    options = tuple(Option(scope.value, label) for scope, label in SCOPES.items())
    does = Input("scopes", N_("What it may do"), (), "checks", options=options)
    making = Sheet("add", N_("Make a key"), N_("Make it"), (Input("label", N_("What it is for")), does))
    opens = tuple(Option(one.key, f"{one.label} ({one.key})") for one in known if not one.ended)
    about = N_("From then on it opens nothing. It stays on the list.")
    which = Input("key", N_("Key"), (), "select", options=opens)
    ending = Sheet("end", N_("End a key"), N_("End it"), (which,), about, quiet=True)
    sheets = (making, ending) if opens else (making,)
    return visit.view(PLACE, N_("API keys"), lead, Table(HEADS, rows), sheets)


def view_trail(visit: Visit, entries: tuple[Entry, ...]) -> FormView:
    """Deeds by day, in plain words; who did them by their id, as the trail holds it."""
    rows = tuple(
        Row(say_day(one.day), (DEEDS.get(one.deed, one.deed), one.subject, ACTORS.get(one.actor, one.actor)))
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
