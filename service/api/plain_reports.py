"""POST a report in plain words, for systems that cannot seal: scrubbed and sealed on arrival, in memory.

Needs a key, so that an organisation knows which systems hold plain words. Keeps none, and says on the report
that the service sealed it.
"""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.api.knocking import admit_plain_report
from service.api.reports import ACCEPTED, coded_fields, store_report
from service.api.schemas import Accepted, PlainReportIn, inline_schema, parse_form
from service.deps import DirectoryDep, IntegratorDep, RuntimeDep
from service.domain.arrivals import Arrival, seal_arrival
from service.domain.reports import check_coded
from service.terms import ReportId

router = APIRouter(prefix="/o/{organisation}", tags=["reports"])
BODY = {"content": {"application/json": {"schema": inline_schema(PlainReportIn)}}, "required": True}


@router.post("/plain-reports", status_code=202, response_model=Accepted, openapi_extra={"requestBody": BODY})
async def submit_plain_report(
    _: IntegratorDep, request: Request, directory: DirectoryDep, runtime: RuntimeDep
) -> Response:
    """Scrub, seal and store one report.

    Posted again under its id it is refused as report-conflict and not stored twice: no seal is like the one
    before, and nothing kept here could tell what was inside. After a lost answer that is good news.
    """
    admit_plain_report(request.scope, directory.organisation.organisation, runtime)
    form = parse_form(PlainReportIn, await request.body())
    coded = coded_fields(form.coded)
    check_coded(coded, directory)
    arrival = Arrival(ReportId(form.report), coded, form.narrative)
    await store_report(await run_in_threadpool(seal_arrival, arrival, directory), runtime)
    return Response(ACCEPTED, 202, media_type="application/json")
