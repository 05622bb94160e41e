"""The steward's circles and routes: what circles are called, where factors go, and where there is a gap."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, StewardDep
from service.domain.changes import Change
from service.domain.circles import add_circle, change_circle, make_general
from service.domain.routes import Gap, change_routes, gap_of, list_routes
from service.languages import N_
from service.pages.render import render
from service.pages.steward_acts import PAGE, Acts, Fields, FieldsDep, carry_out
from service.pages.steward_form import FormView, Input, Row, Sheet, Table, Visit, VisitDep, code_input
from service.pages.views import Option
from service.taxonomy import taxonomy
from service.terms import Circle, CircleId

PLACE = "steward/routes"
HEADS = (N_("Circle"), N_("Members"), N_("Receives"))
GAPS = {
    Gap.TOO_FEW: N_("Nothing yet: it has fewer than three members"),
    Gap.NO_KEY: N_("Nothing yet: it has no key"),
    Gap.TOO_FEW_HOLD: N_("Nothing yet: fewer than three members hold its key"),
    Gap.NOT_ENDORSED: N_("Nothing yet: nobody in another circle has endorsed it"),
}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/routes")
def routes_page(_: StewardDep, visit: VisitDep, circle: str = "") -> HTMLResponse:
    """Every circle and every route; with `circle` the form to change that one."""
    return render(PAGE, view_routes(visit, circle))


@router.post("/o/{organisation}/steward/routes")
def routes_step(_: StewardDep, visit: VisitDep, fields: FieldsDep, change: ChangeDep) -> Response:
    """Route factors, or add or change a circle."""
    return carry_out(visit, change, fields, ACTS, lambda chosen: view_routes(visit, chosen))


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
            visit.link(PLACE, f"?circle={one.circle}#sheet-change"),
        )
        for one in known
    )
    sheets = (*(_sheets_of(circle) if circle else ()), _routing(visit), _adding())
    view = visit.view(PLACE, N_("Circles and routes"), lead, Table(HEADS, rows), sheets)
    return replace(view, gaps=gaps_of(visit))


def _route(change: Change, fields: Fields) -> None:
    factors = (factor.code for factor in taxonomy().factors)
    change_routes(change, {code: fields.one(code) for code in factors if fields.one(code)})


def _add(change: Change, fields: Fields) -> None:
    add_circle(change, CircleId(fields.one("circle")), fields.one("label"), fields.one("about"))


def _change(change: Change, fields: Fields) -> None:
    change_circle(change, CircleId(fields.one("subject")), fields.one("label"), fields.one("about"))


def _general(change: Change, fields: Fields) -> None:
    make_general(change, CircleId(fields.one("subject")))


ACTS: Acts = {"route": _route, "add": _add, "change": _change, "general": _general}


def _receives(circle: Circle, visit: Visit) -> str:
    gap = gap_of(circle, visit.directory)
    if gap:
        return GAPS[gap]
    return N_("Its factors, and what is not yet clear") if circle.is_general else N_("Its factors")


def gaps_of(visit: Visit) -> tuple[str, ...]:
    """What is not where it should be, in words."""
    say = visit.say
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
    chosen = {one.factor: one.circle or "" for one in list_routes(visit.directory)}
    circles = tuple(Option(one.circle, one.label) for one in visit.directory.circles)
    fields = []
    for one in taxonomy(visit.frame.language).factors:
        held = chosen[one.code]
        options = circles if held else (Option("", N_("No circle yet")), *circles)
        fields.append(Input(one.code, one.label, (held,), "select", options=options))
    return Sheet("route", N_("Where each factor goes"), N_("Save"), tuple(fields))


def _inputs(label: str = "", about: str = "") -> tuple[Input, ...]:
    hint = N_("In roles, never in names. Reporters read it.")
    return (
        Input("label", N_("Name"), (label,)),
        Input("about", N_("Who is in it?"), (about,), "area", hint=hint),
    )


def _sheets_of(circle: Circle) -> tuple[Sheet, ...]:
    code, heading = circle.circle, N_("Change %(circle)s", circle=circle.label)
    change = Sheet("change", heading, N_("Save"), _inputs(circle.label, circle.about), subject=code)
    if circle.is_general:
        return (change,)
    about = N_("Let this circle, and no other, get what is not yet clear.")
    return (
        change,
        Sheet("general", N_("Make it the general circle"), N_("Make it general"), (), about, code, True),
    )


def _adding() -> Sheet:
    about = N_(
        "A new circle gets nothing until three people in it hold its key, and somebody in another circle has"
        " compared its six words with them and endorsed it. You cannot do that for them."
    )
    return Sheet("add", N_("Add a circle"), N_("Add"), (code_input("circle"), *_inputs()), about, quiet=True)
