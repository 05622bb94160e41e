"""A real SMTP server on this machine, which keeps what it is given and can be killed, deaf or choosy."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Mail:
    """One mail as the server took it."""

    to: tuple[str, ...]
    sender: str
    raw: bytes

    @property
    def read(self) -> Message:
        """Its headers and its words."""
        return message_from_bytes(self.raw)

    @property
    def words(self) -> str:
        """What whoever opens it reads."""
        return bytes(self.read.get_payload(decode=True)).decode()  # type: ignore[arg-type]


@dataclass
class Postbox:
    """What a server keeps, and how it behaves. `answers`: what it says to a recipient, by address."""

    kept: list[Mail] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    most: int | None = None
    """After so many mails it breaks off in the middle of the next one."""
    greeted: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, offered: list[str]
    ) -> list[str]:
        """Remember the name it was greeted with."""
        self.greeted.append(name)
        session.host_name = name
        return offered

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        """Take a recipient, or say what was prepared."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, or break off before it is kept."""
        if self.most is not None and len(self.kept) >= self.most:
            assert server.transport is not None
            server.transport.abort()
            return "451 gone"
        assert isinstance(envelope.content, bytes)
        self.kept.append(Mail(tuple(envelope.rcpt_tos), envelope.mail_from or "", envelope.content))
        return "250 OK"

    def sign_in(self, *asked: Any) -> AuthResult:
        """Let in whoever has the password."""
        told = asked[-1]
        assert isinstance(told, LoginPassword)
        self.signed_in.append(told.login.decode())
        right = told.password == b"a password of the mail server"
        return AuthResult(success=right, handled=right)


@contextmanager
def served(postbox: Postbox, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve a postbox until the end of the block; the port it is at."""
    settings: dict[str, Any] = {"decode_data": False}
    if tls is not None:
        settings |= {
            "tls_context": tls,
            "require_starttls": True,
            "authenticator": postbox.sign_in,
            "auth_required": True,
        }
    controller = Controller(postbox, hostname=HOST, port=port or free_port(), **settings)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    """A port nobody serves."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
        return port
