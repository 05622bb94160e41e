"""How long the reporter's browser takes to seal, at full speed and six times slower, and its page's weight.

python -m benchmarks.sealing
"""

import subprocess
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx
from playwright.sync_api import Page, sync_playwright

from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.pages.live import CHROMIUM, QUIET, ROOT_FOLDER, Live, serve
from tests.world import NAME, found

BROWSER = ROOT_FOLDER / "browser"
TIMES = 21
RATES = (1, 6)
BLANK = '<!doctype html><script type="module" src="/sealing.js"></script>'


def bundle_sealing(folder: Path) -> str:
    """The script that times, from the sources of the reporter's page."""
    out = folder / "sealing.js"
    subprocess.run(["node", "bench/bundle.mjs", str(out)], cwd=BROWSER, check=True)
    return out.read_text(encoding="utf-8")


def time_seals(page: Page, live: Live, script: str, rate: int) -> list[float]:
    """Milliseconds of each of TIMES seals of 4,000 bytes at 1/rate of the processor, the cold one first."""
    page.route("**/blank", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    page.route("**/sealing.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto(f"{live.origin}/blank")
    page.wait_for_function("() => 'timeSeals' in globalThis")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    directory = httpx.get(f"{live.origin}/api/v1/o/{NAME}/directory").json()
    took: list[float] = page.evaluate("([answer, times]) => timeSeals(answer, times)", [directory, TIMES])
    return took


def weigh_page(page: Page, live: Live) -> dict[str, int]:
    """Bytes transferred by each kind of resource until the form can be sent, headers included."""
    session = page.context.new_cdp_session(page)
    kinds, weights = {}, {}
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    page.goto(f"{live.root}/report")
    page.wait_for_selector("#writing:not([hidden])")
    page.wait_for_timeout(500)
    totals: dict[str, int] = {}
    for request, weight in weights.items():
        kind = kinds.get(request, "Other")
        totals[kind] = totals.get(kind, 0) + weight
    return totals


def print_sealing() -> None:
    """Both tables."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/candour.db"
        engine = open_engine(url, immediate=True)
        migrate(engine)
        engine.dispose()
        found(url)
        script = bundle_sealing(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        with serve(url) as live:
            print(f"\n{'seal 4,000 bytes in Chromium':32}{'first ms':>10}{'median ms':>10}{'worst ms':>10}")
            for rate in RATES:
                first, *warm = time_seals(browser.new_context().new_page(), live, script, rate)
                name = f"at {rate} x slower processor"
                print(f"{name:32}{first:>10.1f}{median(warm):>10.1f}{max(warm):>10.1f}")
            totals = weigh_page(browser.new_context().new_page(), live)
        browser.close()
    print(f"\n{'reporter page, bytes transferred':32}")
    for kind, weight in sorted(totals.items()):
        print(f"  {kind:30}{weight:>10,}")
    print(f"  {'in all':30}{sum(totals.values()):>10,}")


if __name__ == "__main__":
    print_sealing()
