"""The steward's circles and routes: what circles are called, where factors go, and where there is a gap."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, DirectoryDep, StewardDep
from service.domain.changes import Change
from service.domain.circles import add_circle, change_circle, make_general
from service.domain.routes import Gap, change_routes, gap_of, list_routes
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
    again,
    saved,
    seen_by,
)
from service.pages.views import Option
from service.store.engine import transaction
from service.taxonomy import taxonomy
from service.terms import Circle, CircleId

PLACE = "steward/routes"
HEADS = (N_("Circle"), N_("Members"), N_("Receives"))
GAPS = {
    Gap.TOO_FEW: N_("Nothing yet: it has fewer than three members"),
    Gap.NO_KEY: N_("Nothing yet: it has no key"),
}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/routes")
def routes_page(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, circle: str = "", saved: bool = False
) -> HTMLResponse:
    """Every circle and every route; with `circle` the form to change that one."""
    return render("steward/form.html", view_routes(Visit(steward, directory, frame, saved), circle))


@router.post("/o/{organisation}/steward/routes")
def routes_step(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, fields: FieldsDep, change: ChangeDep
) -> Response:
    """Route factors, or add or change a circle."""
    try:
        with transaction(change.work):
            _act(seen_by(change, fields), fields)
    except Refusal as refusal:
        return again(view_routes(Visit(steward, directory, frame), fields.one("subject")), fields, refusal)
    return saved(frame, PLACE)


def view_routes(visit: Visit, chosen: str) -> FormView:
    """Circles in a table, each factor's circle in one form, and what is not where it should be."""
    known = visit.directory.circles
    circle = next((one for one in known if one.circle == chosen), None)
    lead = N_(
        "A report goes by what made it more likely, never by who wrote it. A circle that cannot receive is"
        " skipped: the general circle gets its reports until it can."
    )
    rows = tuple(
        Row(
            one.label,
            (str(one.members), _receives(one, visit)),
            f"{visit.frame.root}/{PLACE}?circle={one.circle}#sheet-change",
        )
        for one in known
    )
    sheets = (*(_sheets_of(circle, visit) if circle else ()), _routing(visit), _adding(visit))
    view = visit.view(PLACE, N_("Circles and routes"), lead, Table(HEADS, rows), sheets)
    return replace(view, gaps=_gaps(visit))


def _act(change: Change, fields: Fields) -> None:
    code = CircleId(fields.one("subject") or fields.one("circle"))
    match fields.one("step"):
        case "route":
            factors = (factor.code for factor in taxonomy().factors)
            change_routes(change, {code: fields.one(code) for code in factors if fields.one(code)})
        case "add":
            add_circle(change, code, fields.one("label"), fields.one("about"))
        case "change":
            change_circle(change, code, fields.one("label"), fields.one("about"))
        case "general":
            make_general(change, code)
        case _:
            raise NotFound


def _receives(circle: Circle, visit: Visit) -> str:
    say, gap = visit.frame.language.say, gap_of(circle, visit.directory)
    if gap:
        return say(GAPS[gap])
    return say("Its factors, and what is not yet clear") if circle.is_general else say("Its factors")


def _gaps(visit: Visit) -> tuple[str, ...]:
    say = visit.frame.language.say
    labels = {factor.code: factor.label for factor in taxonomy(visit.frame.language).factors}
    lost = [labels[one.factor] for one in list_routes(visit.directory) if one.gap]
    found = [
        f"{one.label}: {say(GAPS[gap])}"
        for one in visit.directory.circles
        if (gap := gap_of(one, visit.directory))
    ]
    if not any(one.is_general for one in visit.directory.receiving.values()):
        found.insert(0, say("No general circle can receive, so no report can be sent at all."))
    if lost:
        found.append(say("These go to the general circle for now: %(factors)s", factors=", ".join(lost)))
    return tuple(found)


def _routing(visit: Visit) -> Sheet:
    say = visit.frame.language.say
    chosen = {one.factor: one.circle or "" for one in list_routes(visit.directory)}
    circles = tuple(Option(one.circle, one.label) for one in visit.directory.circles)
    none = (Option("", say("No circle yet")),)
    fields = tuple(
        Input(
            one.code,
            one.label,
            (chosen[one.code],),
            "select",
            options=circles if chosen[one.code] else (*none, *circles),
        )
        for one in taxonomy(visit.frame.language).factors
    )
    return Sheet("route", say("Where each factor goes"), say("Save"), fields)


def _inputs(circle: Circle | None, visit: Visit) -> tuple[Input, ...]:
    say = visit.frame.language.say
    return (
        Input("label", say("Name"), (circle.label if circle else "",)),
        Input(
            "about",
            say("Who is in it?"),
            (circle.about if circle else "",),
            "area",
            hint=say("In roles, never in names. Reporters read it."),
        ),
    )


def _sheets_of(circle: Circle, visit: Visit) -> tuple[Sheet, ...]:
    say = visit.frame.language.say
    heading = say("Change %(circle)s", circle=circle.label)
    change = Sheet("change", heading, say("Save"), _inputs(circle, visit), subject=circle.circle)
    if circle.is_general:
        return (change,)
    about = say("Let this circle, and no other, get what is not yet clear.")
    general = Sheet(
        "general", say("Make it the general circle"), say("Make it general"), (), about, circle.circle, True
    )
    return (change, general)


def _adding(visit: Visit) -> Sheet:
    say = visit.frame.language.say
    code = Input(
        "circle", say("Short code"), hint=say("Small letters, digits and hyphens. It stays for good.")
    )
    about = say("A new circle gets nothing until three people in it hold its key.")
    return Sheet("add", say("Add a circle"), say("Add"), (code, *_inputs(None, visit)), about, quiet=True)
