"""One Chromium for each process of the tests; every page stands in a context of its own, as in a new profile.

Between two calls Playwright leaves its event loop marked as running in the thread it was started in, so
coroutines of the tests' own run in another thread: see tests/loops.py.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# How long something may take is asserted where it is a promise; a machine that does much else is given time.
expect.set_options(timeout=30_000)
_started = ExitStack()
_browsers: list[Browser] = []


def _chromium() -> Browser:
    """The browser of this process, started when it is first asked for, and again if it has died."""
    if not _browsers or not _browsers[-1].is_connected():
        close_chromium()
        playwright = _started.enter_context(sync_playwright())
        _browsers.append(playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET))
    return _browsers[-1]


def close_chromium() -> None:
    """End it, if it was started."""
    while _browsers:
        _browsers.pop().close()
    _started.close()


@contextmanager
def browse(**options: Any) -> Iterator[Page]:
    """A page that shares no cookie, cache or storage with any other; gone when the block ends."""
    browser = _chromium()
    others = set(browser.contexts)
    try:
        yield browser.new_context(**options).new_page()
    finally:
        for context in set(browser.contexts) - others:
            context.close()
