"""The Python library an integrator imports: `Candour("https://…", "organisation").report(…)`.

Masks identifiers and seals before it sends. Never logs, never keeps a narrative or a receipt.
"""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Self

import httpx

from service.client.dialogues import Holder, Mailbox, body_of
from service.client.messages import week_of
from service.client.sealing import (
    Sealed,
    Ticket,
    destination,
    encode_body,
    lock_words,
    make_ticket,
    seal_report,
)
from service.client.work import send_worked
from service.errors import CandourError
from service.terms import CodedFields
from service.text.analysis import Analysis, Decisions
from service.text.engine import analyse, scrub

ATTEMPTS = 3
MOVED = ("retired-key", "wrong-circle")
"""Refusals that a fresh directory mends."""


class Refused(CandourError):
    """The service said no: its stable code and its words."""

    def __init__(self, problem: dict[str, Any]) -> None:
        """`problem` is an RFC 9457 body."""
        super().__init__(problem.get("title", "refused"))
        self.code: str = problem.get("code", "unknown")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that is on the service's disk. The receipt is shown to the reporter and kept nowhere."""

    report: str
    receipt: str = field(repr=False)


class OtherLock(CandourError):
    """The circle's key is none of those that were pinned; nothing was sent."""

    def __init__(self, circle: str, words: str) -> None:
        """`words` is the fingerprint of the key that the service offered for this circle."""
        super().__init__(f"the lock of {circle} has other words than those you gave: {words}")
        self.circle, self.words = circle, words


class Candour:
    """A service and one organisation in it. Use as a context manager, or call close()."""

    def __init__(
        self,
        address: str,
        organisation: str,
        *,
        api_key: str = "",
        client: httpx.Client | None = None,
        chance: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """`api_key` is only needed to read dashboards; reports are taken from anyone."""
        self._base = f"{address.rstrip('/')}/api/v1/o/{organisation}"
        self._client = client or httpx.Client(timeout=30)
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._chance = chance

    def __enter__(self) -> Self:
        """Nothing is sent yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def directory(self) -> dict[str, Any]:
        """Units, closed lists, routes and the circles' public keys."""
        return self._read(self._client.get(f"{self._base}/directory"))

    @staticmethod
    def analyse(narrative: str) -> Analysis:
        """What would be masked, what may be an identifier, which factors speak from it. Nothing is sent."""
        return analyse(narrative)

    def report(
        self,
        narrative: str,
        coded: CodedFields,
        decisions: Decisions = Decisions(),
        *,
        pins: Collection[str] = (),
    ) -> Sent:
        """Mask, seal and send one report. Raises Refused or OtherLock; nothing is stored then.

        What the text engine finds is masked, but for what the writer decided. `pins`: fingerprints of circle
        keys, six words each, as a poster shows them; with any, it is sealed to a key with one of them or not
        at all.

        A key or route that changed in between is fetched and the report sealed again; a lost answer is asked
        for again. Every attempt keeps one report id and one receipt, so that nothing is stored twice.
        """
        ticket, lost = make_ticket(self._chance), False
        clean = scrub(narrative, decisions).text
        sealed = self._seal(clean, coded, ticket, pins)
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                self._read(self._send(encode_body(sealed.body)))
                break
            except Refused as refused:
                # After a lost answer, a clash with our own random id is the report we sent ourselves.
                if refused.code == "report-conflict" and lost:
                    break
                if refused.code not in MOVED or last:
                    raise
                sealed = self._seal(clean, coded, ticket, pins)
            except httpx.TransportError:
                lost = True
                if last:
                    raise
        return Sent(ticket.report, ticket.receipt.text)

    def replies(self, receipt: str) -> Mailbox:
        """Where a report stands and what its circle has written. Raises NothingHere."""
        holder = self._holder(receipt)
        return holder.open(self._post("/dialogues/open", holder.secret))

    def answer(self, receipt: str, text: str, today: date, *, asks: bool = False) -> None:
        """Write to the circle, sealed to its current key. Raises NothingHere, Refused or TooLong.

        `asks` says that the reporter would like an answer. Of `today` only the week is told, sealed.
        """
        holder = self._holder(receipt)
        mailbox = holder.open(self._post("/dialogues/open", holder.secret))
        for attempt in range(ATTEMPTS):
            sealed = holder.write(text, mailbox, week_of(today), self.directory())
            try:
                self._post("/dialogues/messages", body_of(holder.secret, sealed, asks=asks))
                return
            except Refused as refused:
                if refused.code not in MOVED or attempt == ATTEMPTS - 1:
                    raise

    def delete(self, receipt: str) -> None:
        """Delete the report, its envelope and its dialogue at once. What was published stands."""
        secret = self._holder(receipt).secret
        answer = self._send_json("/dialogues/delete", secret)
        if answer.is_error:
            self._read(answer)

    def dashboard(self, *, scope: str = "all", span: int = 24) -> dict[str, Any]:
        """Published figures of the last `span` months: needs a key that may read dashboards."""
        query = {"scope": scope, "span": str(span)}
        return self._read(self._client.get(f"{self._base}/dashboard", params=query, headers=self._headers))

    def _seal(self, clean: str, coded: CodedFields, ticket: Ticket, pins: Collection[str]) -> Sealed:
        directory = self.directory()
        if pins:
            circle = destination(coded, directory)
            words = lock_words(circle)
            if words not in {" ".join(pin.lower().split()) for pin in pins}:
                raise OtherLock(circle["label"], words)
        return seal_report(clean, coded, directory, ticket)

    def _holder(self, receipt: str) -> Holder:
        return Holder.of(self._base.rpartition("/")[2], receipt)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._read(self._send_json(path, body))

    def _send_json(self, path: str, body: dict[str, Any]) -> httpx.Response:
        address = f"{self._base}{path}"
        return send_worked(lambda work: self._client.post(address, json=body, headers=work))

    def _send(self, body: bytes) -> httpx.Response:
        headers = {"Content-Type": "application/json"}
        address = f"{self._base}/reports"
        return send_worked(lambda work: self._client.post(address, content=body, headers=headers | work))

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        if response.is_error:
            raise Refused(response.json() if "json" in response.headers.get("content-type", "") else {})
        body: dict[str, Any] = response.json()
        return body
