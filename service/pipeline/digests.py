"""Sends the weekly digest: queues it once a week, hands it over, and waits where the mail server is away.

Safe to run again, to kill, and on several machines at once: a mail is held by whoever tries it. Killed after
the server took it and before that is written down, it goes again under its Message-ID. Logs no address.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.domain.digests import queue_digest, week_of, write_mail
from service.languages import find_language
from service.pipeline.mail import MailRefused, MailServer, ServerAway
from service.store.engine import transaction
from service.store.staff import digests
from service.store.staff.digests import Waiting
from service.store.staff.handle import StaffStore
from service.terms import Organisation, OrganisationId

log = logging.getLogger("candour.jobs")

HELD_FOR = timedelta(minutes=15)
"""Longer than any answer of a mail server is waited for."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
DOUBLINGS = 7


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What sending needs: a mail server, the time, chance, and what this service can say."""

    server: MailServer
    clock: Callable[[], datetime]
    chance: Callable[[int], bytes] = field(repr=False)
    languages: tuple[str, ...] = ("en",)


def send_digests(staff: StaffStore, organisation: Organisation, office: PostOffice) -> int:
    """Queue what is due and hand over what waits; how many mails were handed over."""
    _queue(staff, organisation, office)
    name = organisation.organisation
    with transaction(staff):
        due = digests.list_due(staff, name, office.clock())
    if not due:
        return 0
    given = 0
    try:
        with office.server.open() as line:
            for waiting in due:
                given += _give(staff, organisation, office, (line, waiting))
    except ServerAway as away:
        log.warning("digests of %s wait: %s", name, away.what)
        now = office.clock()
        with transaction(staff):
            digests.put_off_due(staff, name, now, now + _wait(max(one.tries for one in due)))
    return given


def _queue(staff: StaffStore, organisation: Organisation, office: PostOffice) -> None:
    name, now = organisation.organisation, office.clock()
    with transaction(staff):
        time = digests.find_digest_time(staff, name)
    if time is None:
        return
    week = week_of(time, organisation.timezone, now)
    if time.week < week:
        with transaction(staff):
            queue_digest(staff, name, week, office.chance, now)


def _give(
    staff: StaffStore, organisation: Organisation, office: PostOffice, which: tuple[smtplib.SMTP, Waiting]
) -> bool:
    """Hand one mail over, if nobody else does. Raises ServerAway, the mail put off."""
    line, waiting = which
    name, now = organisation.organisation, office.clock()
    with transaction(staff):
        held = digests.hold_waiting(staff, name, waiting, now, now + HELD_FOR)
    if not held:
        return False
    to = waiting.letterbox.address
    language = find_language(_read_in(waiting.letterbox.language, organisation, office.languages))
    mail = write_mail(office.server.sender, to, language, waiting.mark, now)
    try:
        office.server.hand_over(line, to, mail)
    except (MailRefused, ServerAway) as fault:
        _keep_or_drop(staff, name, waiting, (fault, office.clock()))
        if isinstance(fault, ServerAway):
            raise
        return False
    with transaction(staff):
        digests.drop_waiting(staff, name, waiting)
    return True


def _keep_or_drop(
    staff: StaffStore, name: OrganisationId, waiting: Waiting, what: tuple[MailRefused | ServerAway, datetime]
) -> None:
    fault, now = what
    with transaction(staff):
        if isinstance(fault, MailRefused) and fault.for_good:
            log.warning("a digest of %s was refused for good: %s", name, fault.status)
            digests.drop_waiting(staff, name, waiting)
        else:
            digests.put_off(staff, name, waiting.mark, now + _wait(waiting.tries))


def _wait(tries: int) -> timedelta:
    return min(FIRST_WAIT * (1 << min(tries, DOUBLINGS)), LONGEST_WAIT)


def _read_in(chosen: str, organisation: Organisation, served: tuple[str, ...]) -> str:
    """The language a member chose, while it is offered; the first that is otherwise."""
    offered = tuple(code for code in organisation.languages if code in served) or served
    return chosen if chosen in offered else offered[0]
