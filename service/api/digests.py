"""A member's own say in the weekly digest: where it goes, in which language, or nowhere."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import StringConstraints

from service.api.schemas import Form
from service.deps import DirectoryDep, MemberDep, RuntimeDep, StaffChangesDep, StaffDep
from service.domain.digests import clear_letterbox, set_letterbox
from service.store.engine import transaction
from service.store.staff import digests
from service.store.staff.digests import Letterbox

router = APIRouter(prefix="/o/{organisation}", tags=["access"])


class DigestOut(Form):
    """One's own address and language, empty where there is none, and when the digest goes out, if it does."""

    address: str
    language: str
    weekday: int | None
    hour: int | None


class DigestIn(Form):
    """Where to send the digest, and in which of the organisation's languages."""

    address: Annotated[str, StringConstraints(min_length=3, max_length=254)]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,16}$")]


@router.get("/digest")
def show_digest(member: MemberDep, staff: StaffDep) -> DigestOut:
    """Where the digest of the member who asks goes, and when."""
    mine = digests.find_letterbox(staff, member.organisation, member.person)
    time = digests.find_digest_time(staff, member.organisation)
    return DigestOut(
        address=mine.address if mine else "",
        language=mine.language if mine else "",
        weekday=time.weekday if time else None,
        hour=time.hour if time else None,
    )


@router.put("/digest", status_code=204)
def set_digest(
    member: MemberDep, body: DigestIn, directory: DirectoryDep, staff: StaffChangesDep, runtime: RuntimeDep
) -> Response:
    """Send the digest there from the next one on."""
    offered = directory.organisation.languages or tuple(one.code for one in runtime.languages)
    with transaction(staff):
        whose = (member.organisation, member.person)
        set_letterbox(staff, whose, Letterbox(body.address, body.language), offered)
    return Response(status_code=204)


@router.delete("/digest", status_code=204)
def clear_digest(member: MemberDep, staff: StaffChangesDep) -> Response:
    """Send no digest any more, and forget the address."""
    with transaction(staff):
        clear_letterbox(staff, member)
    return Response(status_code=204)
