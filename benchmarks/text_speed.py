"""How fast the text engine is: in Python, on hostile input, and in Chromium on a slow phone."""

import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from service.text.engine import analyse
from training.split import held_out_reports

ROOT = Path(__file__).parents[1]
ESBUILD = ROOT / "browser" / "node_modules" / ".bin" / "esbuild"
TIME_EACH = """texts => texts.map((text) => {
  const start = performance.now();
  engine.analyse(text);
  return performance.now() - start;
})"""
THROTTLE = 6
HOSTILE = 1000
LENGTH = 20_000
PIECES = [
    "a",
    "A",
    "0",
    "07",
    ".",
    "@",
    "a@a.",
    "'",
    "'s ",
    "-",
    "/",
    "1/1/",
    "on 1/1, ",
    "ref ",
    "ref 1-",
    "Aa ",
    "Aa-",
    "John ",
    "of the ",
    "Mr ",
    "1 ",
    "12:30 ",
    "age ",
    "\u0301",
    "\n",
    " ",
    "😀",
    "日",
    "www.",
    " dot ",
    "half past ",
    "1st ",
    "monday ",
    "jan ",
    "nhs ",
    "A1",
    "(",
    "\x00",
    "she should have ",
    "x" * 60,
    "\u200b",
    "years old ",
    "one ",
]


def python_ms(find: Callable[[str], Any], gold: list[dict[str, object]]) -> float:
    """Milliseconds of processor time a report, the best of five rounds."""
    texts = [str(doc["text"]) for doc in gold]
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            find(text)
        rounds.append((time.process_time() - start) / len(texts) * 1000)
    return round(min(rounds), 2)


def hostile_ratio() -> float:
    """The slowest of a thousand hostile texts over the median ordinary text of the same length."""
    chance = random.Random(7)
    joined = "\n\n".join(report.text for report in held_out_reports())
    ordinary = [_timed(joined[i * 4000 : i * 4000 + LENGTH]) for i in range(20)]
    worst = 0.0
    for i in range(HOSTILE):
        few = chance.sample(PIECES, 1 + i % 4)
        text = "".join(chance.choice(few) for _ in range(LENGTH))[:LENGTH]
        worst = max(worst, _timed(text))
    return round(worst / statistics.median(ordinary), 1)


def _timed(text: str) -> float:
    start = time.process_time()
    analyse(text)
    return time.process_time() - start


def chromium_ms() -> float:
    """The median time of a first-time 1 KB report in Chromium with the processor slowed six times."""
    texts = [text for report in held_out_reports() if len(text := (report.text * 3)[:1000]) == 1000][:60]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "engine.js"
        entry = "browser/src/text/engine.ts"
        command = [str(ESBUILD), entry, "--bundle", "--minify", "--global-name=engine", f"--outfile={out}"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.add_script_tag(path=str(out))
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
            times: list[float] = page.evaluate(TIME_EACH, texts)
            browser.close()
    return round(statistics.median(times), 1)
