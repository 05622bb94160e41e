"""Whether the service can answer. Says nothing about what it holds."""

from fastapi import APIRouter

from service.api.schemas import Form
from service.deps import AnyoneDep, WorkDep
from service.store.work import organisations

router = APIRouter(tags=["health"])


class Health(Form):
    """Alive, and the database answers."""

    status: str = "ok"


@router.get("/health")
def show_health(_: AnyoneDep, work: WorkDep) -> Health:
    """For load balancers and the container's health check."""
    organisations.list_organisations(work)
    return Health()
