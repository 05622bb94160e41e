"""How far two readers of the same reports agree, by circle and factor. No report and no reader."""

from babel.numbers import format_decimal
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import StewardDep, WorkDep
from service.domain.agreement import INVESTIGATE_BELOW, LEAST, Agreement, Verdict, judge
from service.domain.second_readings import show_agreements
from service.languages import N_
from service.pages.render import render
from service.pages.steward_acts import PAGE
from service.pages.steward_form import FormView, Row, Table, Visit, VisitDep
from service.taxonomy import taxonomy
from service.terms import Circle

PLACE = "steward/agreement"
HEADS = (N_("Circle"), N_("Factor"), N_("Alpha"), N_("What it says"))
VERDICTS = {
    Verdict.TOO_FEW: N_("Too few were read twice to say"),
    Verdict.LOOK: N_("Two people see different things: ask the circle to talk about what it means"),
    Verdict.AGREED: N_("Two people see the same"),
}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/agreement")
def agreement_page(_: StewardDep, visit: VisitDep, work: WorkDep) -> HTMLResponse:
    """Every circle's."""
    return render(PAGE, view_agreement(visit, show_agreements(work, visit.directory)))


def view_agreement(visit: Visit, found: tuple[tuple[Circle, tuple[Agreement, ...]], ...]) -> FormView:
    """A line for each factor that can be judged; a circle without one says so in one line."""
    labels = {factor.code: factor.label for factor in taxonomy(visit.frame.language).factors}
    rows: list[Row] = []
    for circle, factors in found:
        judged = [one for one in factors if judge(one.alpha) is not Verdict.TOO_FEW]
        rows += [_row(circle, one, labels, visit) for one in judged]
        if len(judged) < len(factors):
            which = N_("Every other factor") if judged else N_("Every factor")
            rows.append(Row(circle.label, (which, "", VERDICTS[Verdict.TOO_FEW])))
    lead = N_(
        "One report in ten is read a second time by somebody who does not see the first reading. The figure"
        " is Krippendorff’s alpha: 1 is full agreement, 0 is chance. It is worked out from %(least)s reports"
        " on. Below %(below)s, a factor means different things to different people.",
        least=LEAST,
        below=_number(INVESTIGATE_BELOW, visit),
    )
    return visit.view(PLACE, N_("Agreement"), lead, Table(HEADS, tuple(rows)), ())


def _row(circle: Circle, one: Agreement, labels: dict[str, str], visit: Visit) -> Row:
    return Row(
        circle.label, (labels[one.factor], _number(one.alpha or 0.0, visit), VERDICTS[judge(one.alpha)])
    )


def _number(value: float, visit: Visit) -> str:
    return str(format_decimal(value, "0.00", locale=visit.frame.language.locale))
