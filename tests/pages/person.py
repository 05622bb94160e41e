"""A scripted person at a phone: taps and types for real, and says how long it would have taken them.

The times are a keystroke-level model (Card, Moran and Newell): a thought, a tap, 35 words a minute with the
thumbs, 120 spoken. Waiting for the network is measured elsewhere.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request

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

    def __post_init__(self) -> None:
        """Count every byte that travels, headers too."""
        self.page.on("requestfinished", self._weigh)

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

    def _weigh(self, request: Request) -> None:
        found = request.sizes()
        # What Chromium takes from its own cache has sizes too, but of nothing that travelled.
        parts = (found["responseBodySize"], found["responseHeadersSize"], found["requestBodySize"])
        what = f"{request.method} {request.url}"
        self.sizes[what] = self.sizes.get(what, 0) + sum(max(part, 0) for part in parts)
