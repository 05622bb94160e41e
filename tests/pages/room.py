"""What a member does in the circle's room, for tests that drive a browser."""

import secrets

import httpx
from playwright.sync_api import Page
from sqlalchemy import select, update
from sqlmodel import Session

from service.client.sealing import make_ticket, seal_report
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import CodedFields
from tests.pages.live import Live
from tests.world import CODED, NAME, passphrase


def post_report(live: Live, narrative: str, coded: CodedFields = CODED) -> str:
    """Seal and send a report as an integrator would; returns its id."""
    api = f"{live.origin}/api/v1/o/{NAME}"
    sealed = seal_report(
        narrative, coded, httpx.get(f"{api}/directory").json(), make_ticket(secrets.token_bytes)
    )
    httpx.post(f"{api}/reports", json=sealed.body).raise_for_status()
    return str(sealed.body["report"])


def sign_in(page: Page, live: Live, handle: str, words: str | None = None) -> None:
    """Fill in the door and press the button."""
    page.goto(f"{live.root}/sign-in")
    page.fill("#handle", handle)
    page.fill("#passphrase", words or passphrase(handle))
    page.click("#sign-in-button")


def enter(page: Page, live: Live, handle: str = "ash") -> None:
    """Sign in as a member and wait for the queue."""
    sign_in(page, live, handle)
    page.wait_for_selector("#room:not([hidden]) h1")


def open_first(page: Page) -> None:
    """Open the first report of the queue."""
    page.locator(".candour-queue__open").first.click()
    # The queue has facts of its own: the clocks. A report is there once its words, or why not, have a title.
    page.wait_for_selector("#narrative-title, #closed-title")


def tamper(live: Live, report: str) -> None:
    """Change the last byte of a stored envelope."""
    with Session(live.app.state.runtime.writer) as session:
        sealed = session.scalar(select(EnvelopeRow.sealed).where(EnvelopeRow.report == report))
        assert sealed is not None
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        session.execute(update(EnvelopeRow).where(EnvelopeRow.report == report).values(sealed=changed))
        session.commit()


def code_elsewhere(live: Live, report: str, factor: str) -> None:
    """Another member codes the report meanwhile."""
    with Session(live.app.state.runtime.writer) as session:
        session.execute(
            update(ReportRow)
            .where(ReportRow.report == report)
            .values(first_factor=factor, state="coded", version=ReportRow.version + 1)
        )
        session.commit()


def stored_factors(live: Live, report: str) -> list[str | None]:
    """The factors of a report as they are stored now."""
    with Session(live.app.state.runtime.reader) as session:
        row = session.get(ReportRow, (NAME, report))
        assert row is not None
        return [row.first_factor, row.second_factor, row.third_factor]
