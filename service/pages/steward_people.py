"""The steward's people: who may sign in and as what, who is invited, and ending it. Never what they read."""

from dataclasses import dataclass, replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, NowDep, PartyDep, RuntimeDep, StaffDep, StewardDep, WorkDep
from service.domain.changes import Change
from service.domain.invitations import invite_again, invite_person, link_of, revoke_invitation
from service.domain.members import add_member, remove_member
from service.domain.people import Known, Waits, end_sessions, give_role, handle_of, list_known, remove_person
from service.languages import N_
from service.pages.dates import say_day
from service.pages.render import render
from service.pages.steward_acts import PAGE, Acts, Fields, FieldsDep, carry_out
from service.pages.steward_form import FormView, Input, Row, Secret, Sheet, Table, Visit, VisitDep
from service.pages.steward_routes import gaps_of
from service.pages.views import Option
from service.refusals import BadEntry
from service.terms import CircleId, PersonId, Role

PLACE = "steward/people"
HEADS = (N_("Name"), N_("Sign-in name"), N_("Role"), N_("Circles"), N_("Ways in"), N_("Still to come"))
ROLES = {Role.MEMBER: N_("Circle member"), Role.LEADER: N_("Leader"), Role.STEWARD: N_("Steward")}
WAITS = {
    Waits.LINK: N_("Has not used their link"),
    Waits.WAYS: N_("A second way in"),
    Waits.CIRCLE: N_("A circle"),
    Waits.KEY: N_("The key of their circle"),
    Waits.NOTHING: "",
}
LINK_ABOUT = N_(
    "Hand it over now, in person if you can. It works once, for seven days. Nobody can see it again."
)
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Links:
    """How a token becomes a link: the service's address, and the organisation's below it."""

    address: str
    root: str

    def secret(self, token: bytes) -> Secret:
        """The link, shown once."""
        return Secret(N_("The link to hand over"), link_of(self.address, self.root, token), LINK_ABOUT)


@router.get("/o/{organisation}/steward/people")
def people_page(
    _: StewardDep, visit: VisitDep, staff: StaffDep, work: WorkDep, now: NowDep, person: str = ""
) -> HTMLResponse:
    """Everybody; with `person` what can be done about that one."""
    known = list_known(staff, work, visit.steward.organisation, now)
    return render(PAGE, view_people(visit, known, person))


@router.post("/o/{organisation}/steward/people")
def people_step(
    _: StewardDep,
    visit: VisitDep,
    fields: FieldsDep,
    change: ChangeDep,
    runtime: RuntimeDep,
    party: PartyDep,
) -> Response:
    """Invite somebody, end an invitation or sessions, give a role, or take somebody off the list."""
    links = Links(party.origins[0], runtime.root(change.organisation))

    def invite(change: Change, fields: Fields) -> Secret:
        named = (fields.one("handle"), fields.one("display"))
        return links.secret(invite_person(change, named, _role(fields), runtime.chance))

    def again(change: Change, fields: Fields) -> Secret:
        handle = handle_of(change, PersonId(fields.one("subject")))
        return links.secret(invite_again(change, handle, runtime.chance))

    def view(chosen: str) -> FormView:
        return view_people(
            visit, list_known(change.staff, change.work, change.organisation, change.who[1]), chosen
        )

    acts: Acts = {"invite": invite, "again": again, **ACTS}
    return carry_out(visit, change, fields, acts, view)


def view_people(visit: Visit, known: tuple[Known, ...], chosen: str) -> FormView:
    """Everybody in a table, what can be done about the chosen one, and the form for an invitation."""
    one = next((one for one in known if one.person == chosen), None)
    lead = N_(
        "Who may sign in here, and what they still wait for. Nothing here says who read what, or when."
        " Only the members of a circle can let somebody read in it."
    )
    rows = tuple(_row(one, visit) for one in known)
    sheets = (*(_sheets_of(one, visit) if one else ()), _inviting())
    return replace(visit.view(PLACE, N_("People"), lead, Table(HEADS, rows), sheets), gaps=gaps_of(visit))


def _revoke(change: Change, fields: Fields) -> None:
    revoke_invitation(change, fields.one("invitation"))


def _end(change: Change, fields: Fields) -> None:
    end_sessions(change, PersonId(fields.one("subject")))


def _give(change: Change, fields: Fields) -> None:
    give_role(change, PersonId(fields.one("subject")), _role(fields))


def _remove(change: Change, fields: Fields) -> None:
    remove_person(change, PersonId(fields.one("subject")))


def _join(change: Change, fields: Fields) -> None:
    handle = handle_of(change, PersonId(fields.one("subject")))
    add_member(change, CircleId(fields.one("circle")), handle)


def _leave(change: Change, fields: Fields) -> None:
    remove_member(change, CircleId(fields.one("circle")), PersonId(fields.one("subject")))


ACTS: Acts = {
    "join": _join,
    "leave": _leave,
    "revoke": _revoke,
    "sessions": _end,
    "role": _give,
    "remove": _remove,
}


def _role(fields: Fields) -> Role:
    role = fields.one("role")
    if role not in set(Role):
        raise BadEntry(field="role")
    return Role(role)


def _row(one: Known, visit: Visit) -> Row:
    labels = {circle.circle: circle.label for circle in visit.directory.circles}
    circles = ", ".join(labels.get(circle, circle) for circle in one.circles)
    first = "revoke" if one.waits is Waits.LINK else "sessions"
    address = visit.link(PLACE, f"?person={one.person}#sheet-{first}")
    waits: str = WAITS[one.waits]
    if one.until:
        waits = N_("Invited; the link works until %(day)s", day=say_day(one.until))
    cells = (one.handle, ROLES[one.role], circles, str(one.ways), waits)
    return Row(one.display, cells, address)


def _sheets_of(one: Known, visit: Visit) -> tuple[Sheet, ...]:
    name, subject = one.display, one.person
    found = []
    if one.invitation:
        about = N_("The link then opens nothing.")
        field = Input("invitation", "", (one.invitation,), "hidden")
        heading = N_("End the invitation of %(name)s", name=name)
        found.append(Sheet("revoke", heading, N_("End it"), (field,), about, subject))
    if one.waits is Waits.LINK:
        return tuple(found)
    about = N_("On every device, at once. They can sign in again.")
    heading = N_("End the sessions of %(name)s", name=name)
    found.append(Sheet("sessions", heading, N_("End them"), (), about, subject))
    about = N_("For somebody who lost every way in. The old ones hold until the link is used.")
    if one.role is Role.MEMBER:
        about = N_(
            "For somebody who lost every way in. The old ones hold until the link is used. Their new key"
            " opens nothing until others in their circles give them the circle’s key."
        )
    heading = N_("Invite %(name)s again", name=name)
    found.append(Sheet("again", heading, N_("Make the link"), (), about, subject, True))
    found += _places(one, visit)
    if not one.circles:
        found += _free(one)
    return tuple(found)


def _places(one: Known, visit: Visit) -> list[Sheet]:
    """Into a circle, and out of one: for members only."""
    known = tuple(Option(circle.circle, circle.label) for circle in visit.directory.circles)
    inside = tuple(option for option in known if option.value in one.circles)
    outside = tuple(option for option in known if option.value not in one.circles)
    found = []
    if one.role is Role.MEMBER and outside:
        about = N_("They read nothing in it until one of its members gives them its key.")
        field = Input("circle", N_("Circle"), (), "select", options=outside)
        heading = N_("Put %(name)s into a circle", name=one.display)
        found.append(Sheet("join", heading, N_("Put in"), (field,), about, one.person, True))
    if inside:
        about = N_(
            "Their sessions end, they lose its key, and the circle gets a new one, at once. Whoever stays can"
            " still read what came before."
        )
        field = Input("circle", N_("Circle"), (), "select", options=inside)
        heading = N_("Take %(name)s out of a circle", name=one.display)
        found.append(Sheet("leave", heading, N_("Take out"), (field,), about, one.person, True))
    return found


def _free(one: Known) -> tuple[Sheet, ...]:
    roles = tuple(Option(role.value, label) for role, label in ROLES.items() if role is not Role.MEMBER)
    field = Input("role", N_("Role"), (one.role.value,), "select", options=roles)
    about = N_("Their sessions end. A member who takes another role can open no report any more.")
    heading = N_("What %(name)s does here", name=one.display)
    off = N_("Take %(name)s off the list", name=one.display)
    gone = N_("Every way in goes. Their deeds stay in the audit trail, under a number.")
    return (
        Sheet("role", heading, N_("Save"), (field,), about, one.person, True),
        Sheet("remove", off, N_("Take off"), (), gone, one.person, True),
    )


def _inviting() -> Sheet:
    roles = tuple(Option(role.value, label) for role, label in ROLES.items())
    about = N_("They make their own ways in, in their own browser. A link is good for seven days.")
    fields = (
        Input("display", N_("Name"), hint=N_("What colleagues call them.")),
        Input("handle", N_("Sign-in name"), hint=N_("What they type to sign in. Nobody else may have it.")),
        Input("role", N_("Role"), (Role.MEMBER.value,), "select", options=roles),
    )
    return Sheet("invite", N_("Invite somebody"), N_("Make the link"), fields, about)
