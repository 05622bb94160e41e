"""Whether the service can answer. Says nothing about what it holds."""

from fastapi import APIRouter

from service.api.schemas import Form
from service.deps import AnyoneDep, RuntimeDep, WorkDep
from service.errors import InternalFault
from service.store.work import organisations

router = APIRouter(tags=["health"])


class Health(Form):
    """Alive, the database answers, and reports are written."""

    status: str = "ok"


@router.get("/health")
def show_health(_: AnyoneDep, work: WorkDep, runtime: RuntimeDep) -> Health:
    """For load balancers and the container's health check."""
    if not runtime.intake.is_alive:
        raise InternalFault
    organisations.list_organisations(work)
    return Health()
