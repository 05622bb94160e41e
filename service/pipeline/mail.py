"""Hands mails to an SMTP server, one recipient each. Never says an address, in a fault or a log."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

PATIENCE = 20
"""Seconds to wait for an answer."""
FOR_GOOD = 500


class Security(StrEnum):
    """How the way to the mail server is kept closed."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class ServerAway(Exception):
    """The server cannot be reached, or broke off. `what` is safe to log."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class MailRefused(Exception):
    """The server took no mail for this recipient; `for_good` if trying again is of no use."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status
        self.for_good = status >= FOR_GOOD


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed to, and as whom."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @contextmanager
    def open(self) -> Iterator[smtplib.SMTP]:
        """A line to the server, signed in. Raises ServerAway."""
        try:
            line = self._connect()
        except (OSError, smtplib.SMTPException) as fault:
            raise _away(fault) from None
        try:
            yield line
        finally:
            _close(line)

    def hand_over(self, line: smtplib.SMTP, to: str, mail: bytes) -> None:
        """Give one mail away. Raises MailRefused or ServerAway."""
        try:
            line.sendmail(self.sender, [to], mail)
        except smtplib.SMTPRecipientsRefused as refused:
            ((status, _),) = refused.recipients.values()
            raise MailRefused(status) from None
        except smtplib.SMTPDataError as refused:
            raise MailRefused(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException) as fault:
            raise _away(fault) from None

    def _connect(self) -> smtplib.SMTP:
        # The name a server greets with is the domain it sends for: its own host name is nobody's business.
        own = self.sender.rpartition("@")[2]
        if self.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, own, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            line = smtplib.SMTP(self.host, self.port, own, timeout=PATIENCE)
        try:
            if self.security is Security.STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            _close(line)
            raise
        return line


def _close(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()


def _away(fault: Exception) -> ServerAway:
    status = getattr(fault, "smtp_code", "")
    return ServerAway(f"{type(fault).__name__} {status}".strip())
