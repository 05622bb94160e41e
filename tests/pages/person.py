"""A scripted person at a phone: taps and types for real, and says how long it would have taken them.

The times are a keystroke-level model (Card, Moran and Newell): a thought, a tap, 35 words a minute with the
thumbs, 120 spoken. Waiting for the network is measured elsewhere.
"""

from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

THOUGHT = 1.35
TAP = 1.1
TYPED_A_MINUTE = 35
SPOKEN_A_MINUTE = 120
READ_A_MINUTE = 240


@dataclass
class Person:
    """What somebody did, counted."""

    page: Page
    taps: int = 0
    fields: int = 0
    words: int = 0
    read: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count every byte that travels: answers with their headers, and what is sent."""
        session = self.page.context.new_cdp_session(self.page)
        session.on("Network.requestWillBeSent", self._send)
        session.on("Network.responseReceived", self._head)
        session.on("Network.loadingFinished", self._receive)
        session.send("Network.enable")

    def tap(self, selector: str) -> None:
        """Press something."""
        self.page.locator(selector).first.click()
        self.taps += 1

    def choose(self, name: str, value: str) -> None:
        """Answer a question by its label, as a thumb does."""
        box = self.page.get_attribute(f"input[name={name}][value={value}]", "id")
        self.page.click(f"label[for={box}]")
        self.taps += 1
        self.fields += 1

    def write(self, text: str) -> None:
        """Tap the box and type."""
        self.tap("#narrative")
        self.page.fill("#narrative", text)
        self.fields += 1
        self.words += len(text.split())

    def look_over(self, selector: str) -> None:
        """Read something through."""
        self.read += len(self.page.inner_text(selector).split())

    def seconds(self, words_a_minute: int = TYPED_A_MINUTE) -> float:
        """How long it took them."""
        writing = 60 * self.words / words_a_minute + 60 * self.read / READ_A_MINUTE
        return self.taps * (THOUGHT + TAP) + writing

    def told(self, name: str) -> str:
        """The figures in a line."""
        return (
            f"{name}: {self.fields} fields, {self.taps} taps, {self.words} words, "
            f"{self.read} read over, "
            f"{self.seconds():.0f} s typed, {self.seconds(SPOKEN_A_MINUTE):.0f} s spoken, "
            f"{sum(self.sizes.values()):,} bytes"
        )

    def _send(self, event: dict[str, Any]) -> None:
        """A request leaves; what it carries is counted. A cached answer will weigh nothing."""
        asked = event["request"]
        self._names[event["requestId"]] = f"{asked['method']} {asked['url']}"
        body = sum(len(b64decode(part.get("bytes", ""))) for part in asked.get("postDataEntries", ()))
        self._add(event["requestId"], body)

    def _head(self, event: dict[str, Any]) -> None:
        """The head of an answer whose body nobody reads: its loading may never be called finished."""
        if self._names.get(event["requestId"], "").startswith("POST"):
            self._add(event["requestId"], event["response"]["encodedDataLength"])

    def _receive(self, event: dict[str, Any]) -> None:
        if not self._names.get(event["requestId"], "").startswith("POST"):
            self._add(event["requestId"], event["encodedDataLength"])

    def _add(self, request: str, size: float) -> None:
        name = self._names.get(request, "")
        self.sizes[name] = self.sizes.get(name, 0) + round(size)
