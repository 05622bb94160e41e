"""Hands a report and its dialogue to another circle, sealed anew by a member's browser. Opens neither.

The old seals are replaced in one transaction: afterwards the circle it came from can open nothing of it.
"""

from dataclasses import dataclass, field

from service.crypto.envelope import parse_envelope
from service.crypto.errors import NotAnEnvelope, UnknownVersion
from service.crypto.messages import message_key_id
from service.domain.routing import Directory
from service.errors import MalformedEnvelope, RetiredKey, StaleEdit, UnknownCode, UnsupportedEnvelope
from service.store.work import dialogues, handing
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.terms import CircleId, KeyId, Towards


@dataclass(frozen=True, slots=True)
class Resealed:
    """Everything of a report, for another circle.

    The messages stand in the order they were given in; one that did not open is None and stays as it is.
    """

    circle: CircleId
    version: int
    envelope: bytes = field(repr=False)
    messages: dict[Towards, tuple[bytes | None, ...]] = field(repr=False)


def hand_over(work: WorkStore, report: StoredReport, sealed: Resealed, directory: Directory) -> None:
    """Give a report to another circle, which sees it as new.

    Raises UnknownCode for a circle that receives nothing or has it already, MalformedEnvelope, RetiredKey,
    and StaleEdit if somebody coded it, or anybody wrote, meanwhile; nothing is changed then.
    """
    if sealed.circle == report.circle or sealed.circle not in directory.receiving:
        raise UnknownCode(field="circle")
    current = directory.active_keys[sealed.circle].key_id
    _check_keys(sealed, current)
    if not handing.move_report(work, report, sealed.circle, version=sealed.version):
        raise StaleEdit
    handing.replace_envelope(work, report, current, sealed.envelope)
    found = dialogues.find_by_report(work, report.organisation, report.report)
    if found is not None:
        dialogues.hold_dialogue(work, found)
    for towards in Towards:
        kept = dialogues.list_messages(work, report.organisation, report.report, towards)
        given = sealed.messages.get(towards, ())
        if len(kept) != len(given):
            raise StaleEdit
        for slot, message in zip(kept, given, strict=True):
            if message is not None:
                handing.replace_message(work, report, (towards, slot), message)


def _check_keys(sealed: Resealed, current: KeyId) -> None:
    try:
        keys = {parse_envelope(sealed.envelope).key_id.hex()}
        for towards, messages in sealed.messages.items():
            named = {message_key_id(message) for message in messages if message is not None}
            keys |= named if towards is not Towards.REPORTER else set()
    except UnknownVersion:
        raise UnsupportedEnvelope from None
    except NotAnEnvelope:
        raise MalformedEnvelope from None
    if keys != {current}:
        raise RetiredKey(key_id=current)
