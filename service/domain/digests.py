"""The weekly digest: who is written to, when, and in which words. It says the same whatever waits to be read.

Knows no report, no circle and no count. Every mail of every week has the same size to the byte; it has no
link, so that nobody learns to type a passphrase where a mail leads.
"""

import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from service.domain import audit
from service.domain.access import Actor
from service.domain.changes import Change, begin_change, note_change
from service.domain.entries import check_known, check_number
from service.errors import NotFound
from service.languages import Language
from service.refusals import BadEntry
from service.store.staff import digests, people
from service.store.staff.digests import DigestTime, Letterbox
from service.store.staff.handle import StaffStore
from service.terms import OrganisationId, PersonId, Role

ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}",
    re.IGNORECASE | re.ASCII,
)
"""A mailbox as RFC 5321 spells it without quotes, in ASCII: nothing that ends or begins a header."""
MOST = 254
MAIL_BYTES = 4096
"""The longest mail there can be, with the longest address in the wordiest language, is well below it."""
MARK_BYTES = 16
DIGEST = "digest"
"""What the audit trail calls it."""
WEEK = timedelta(days=7)
LAST_DAY, LAST_HOUR = 6, 23


def set_letterbox(
    staff: StaffStore, whose: tuple[OrganisationId, PersonId], wanted: Letterbox, offered: Collection[str]
) -> None:
    """Write to a member there from the next digest on. Raises BadEntry."""
    if len(wanted.address) > MOST or ADDRESS.fullmatch(wanted.address) is None:
        raise BadEntry(field="address")
    check_known(wanted.language, "language", offered)
    digests.set_letterbox(staff, *whose, wanted)


def clear_letterbox(staff: StaffStore, actor: Actor) -> None:
    """Write to a member no more."""
    digests.clear_letterbox(staff, actor.organisation, actor.person)


def find_member(staff: StaffStore, organisation: OrganisationId, handle: str) -> PersonId:
    """The member with this sign-in name. Raises NotFound: nobody else is sent a digest."""
    person = people.find_handle(staff, organisation, handle)
    if person is None or person.role is not Role.MEMBER:
        raise NotFound
    return person.person


def choose_time(change: Change, weekday: int, hour: int, timezone: str) -> None:
    """Let the digest go out at this hour of this day. A first choice begins with the next such hour."""
    check_number(weekday, "weekday", LAST_DAY)
    check_number(hour, "hour", LAST_HOUR)
    begin_change(change)
    old = digests.find_digest_time(change.staff, change.organisation)
    wanted = DigestTime(weekday, hour, "")
    week = old.week if old else week_of(wanted, timezone, change.who[1])
    digests.set_digest_time(change.staff, change.organisation, DigestTime(weekday, hour, week))
    note_change(change, audit.Deed.SETTINGS_CHANGED, DIGEST)


def stop_digest(change: Change) -> None:
    """Let no digest go out. Addresses stay, for when it does again."""
    begin_change(change)
    digests.remove_digest_time(change.staff, change.organisation)
    note_change(change, audit.Deed.SETTINGS_CHANGED, DIGEST)


def week_of(time: DigestTime, timezone: str, now: datetime) -> str:
    """The ISO week of the newest hour at which the digest was due, where the organisation is."""
    here = now.astimezone(ZoneInfo(timezone))
    at = (here - timedelta(days=(here.weekday() - time.weekday) % 7)).replace(
        hour=time.hour, minute=0, second=0, microsecond=0
    )
    due = at if at <= here else at - WEEK
    return due.strftime("%G-W%V")


def queue_digest(
    staff: StaffStore, organisation: OrganisationId, week: str, chance: Callable[[int], bytes], now: datetime
) -> None:
    """Queue a week's digest for whoever gave an address, once. What an earlier week left goes."""
    if not digests.take_week(staff, organisation, week):
        return
    digests.remove_waiting(staff, organisation)
    addressed = digests.list_addressed(staff, organisation)
    marks = {person: chance(MARK_BYTES).hex() for person in addressed}
    digests.add_waiting(staff, organisation, week, marks, now)


def write_mail(sender: str, to: str, language: Language, mark: str, now: datetime) -> bytes:
    """One member's digest, MAIL_BYTES long. Alike in every week but for its date and its mark."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = language.say("Your weekly reminder")
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{mark}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(_words(language)) + "\n", cte="base64")
    mail["Content-Language"] = language.tag
    bare = mail.as_bytes()
    spare = MAIL_BYTES - len(bare)
    if spare < 0:
        raise ValueError("a digest is longer than all of them are to be")
    # Base64 ignores blank lines: nothing of it is shown, and no length tells an address or a language.
    return bare + b" " * (spare % 2) + b"\r\n" * (spare // 2)


def _words(language: Language) -> tuple[str, ...]:
    say = language.say
    return (
        say("Please look in at Candour this week."),
        say("It always says the same. It comes every week, whether there is something to read or not."),
        say("There is no link here, and there never will be. Open Candour the way you always do."),
        say("You asked for this mail in your room. You can stop it there too."),
    )
