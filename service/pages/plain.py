"""The form without script: written, checked and sent as plain pages, sealed by the service on arrival.

Says so before anybody writes, and asks whether that is all right. Keeps no word: each page carries what was
typed back to its writer. All steps have one address: a browser's history does not tell how far somebody went.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from service.api.knocking import KnockDep, admit_plain_report
from service.api.reports import store_report
from service.deps import AnyoneDep, ChanceDep, DirectoryDep
from service.domain.arrivals import Arrival, seal_arrival
from service.domain.reports import check_coded
from service.domain.routing import Directory
from service.errors import DoorClosed, NothingWritten, Refusal, ReportConflict
from service.languages import N_
from service.pages.frames import FrameDep
from service.pages.plain_form import PlainForm, PlainFormDep, Step
from service.pages.plain_views import Problem, view_check, view_plain
from service.pages.render import render
from service.pages.views import Frame, PageView
from service.terms import ReportId

ID_BYTES = 16
NOT_DONE = 422
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/plain")
def plain_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep, chance: ChanceDep) -> HTMLResponse:
    """What this way of sending means, whether that is all right, and the form."""
    _check_open(directory)
    empty = PlainForm(ReportId(chance(ID_BYTES).hex()), agreed=False, narrative="")
    return render("plain/write.html", view_plain(directory, empty, frame))


@router.post("/o/{organisation}/plain")
async def plain_step(
    _: AnyoneDep, form: PlainFormDep, directory: DirectoryDep, knock: KnockDep, frame: FrameDep
) -> HTMLResponse:
    """The form once more, or what the circle would read, or sent. Whatever is amiss, no word is lost."""
    _check_open(directory)
    runtime = knock.runtime
    problems = () if form.step is Step.WRITE else find_problems(form, directory)
    if not problems and form.step is Step.SEND:
        try:
            admit_plain_report(knock.scope, directory.organisation.organisation, runtime)
            arrival = Arrival(form.report, form.coded, form.narrative, form.decisions)
            await store_report(await run_in_threadpool(seal_arrival, arrival, directory), runtime)
            return render("plain/sent.html", _view_sent(directory, frame))
        except ReportConflict:
            # The id was drawn for this form alone: what is stored under it is this report, sent twice.
            return render("plain/sent.html", _view_sent(directory, frame))
        except Refusal as refusal:
            problems = (Problem("narrative", refusal.words),)
    if problems or form.step is Step.WRITE:
        view = await run_in_threadpool(view_plain, directory, form, frame, problems)
        return render("plain/write.html", view, NOT_DONE if problems else 200)
    return render("plain/check.html", await run_in_threadpool(view_check, directory, form, frame))


def find_problems(form: PlainForm, directory: Directory) -> tuple[Problem, ...]:
    """What is missing or does not fit, in the order of the page."""
    found = []
    if not form.agreed:
        found.append(Problem("agreed", N_("Say whether this way of sending is all right for you")))
    if not form.narrative.strip():
        found.append(Problem("narrative", NothingWritten.words))
    if not form.kind:
        found.append(Problem("kind", N_("Choose what kind of report it is")))
        return tuple(found)
    try:
        check_coded(form.coded, directory)
    except Refusal as refusal:
        found.append(Problem(refusal.hints.get("field", "kind"), refusal.words))
    return tuple(found)


def _check_open(directory: Directory) -> None:
    if directory.door.service_sealed_off:
        raise DoorClosed


def _view_sent(directory: Directory, frame: Frame) -> PageView:
    return PageView(
        title=frame.language.say("Your report is locked and sent"),
        organisation=directory.organisation.name,
        frame=frame,
    )
