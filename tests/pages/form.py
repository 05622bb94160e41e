"""What a reporter does with the form, for tests that drive a browser."""

from playwright.sync_api import Page
from sqlalchemy import func, select
from sqlmodel import Session

from service.crypto.keys import KeyPair
from service.store.work.handle import WorkStore
from service.store.work.tables import ReportRow
from tests.circlework import replace_key
from tests.pages.live import Live

CANARY = "canary-5d1f the hoist battery was flat"
PHONE = {"width": 320, "height": 640}
ROTATED = b"\7" * 32
"""The seed of the key that a circle is rotated to."""


def open_form(page: Page, live: Live) -> None:
    """The form, ready to write."""
    page.goto(f"{live.root}/report")
    page.wait_for_selector("#writing:not([hidden])")


def write(page: Page, narrative: str = CANARY) -> None:
    """The least a report needs. Words come last: what is said of them moves what stands below."""
    page.check("input[name=kind][value=near-miss]")
    page.fill("#narrative", narrative)


def send(page: Page) -> list[str]:
    """Send, and read the eight words from the receipt."""
    page.click("#send")
    page.wait_for_selector("#sent:not([hidden])")
    return page.locator(".candour-words li").all_inner_texts()


def stored(live: Live) -> int:
    """How many reports there are."""
    with Session(live.app.state.runtime.reader) as session:
        return session.scalar(select(func.count()).select_from(ReportRow)) or 0


def rotate(live: Live, circle: str) -> str:
    """Give a circle a new key, as when a member leaves; returns its id."""
    pair = KeyPair.from_seed(ROTATED)
    with Session(live.app.state.runtime.writer) as session:
        replace_key(WorkStore(session), circle, pair)
        session.commit()
    return pair.key_id.hex()
