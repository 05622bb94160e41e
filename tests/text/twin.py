"""The browser's engine in one long-lived Node process, asked a line at a time."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROWSER = Path(__file__).parents[2] / "browser"


class Twin:
    """Asks the browser's engine; every question is a JSON object, and so is every answer."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, **question: Any) -> Any:
        """Send one question and wait for its answer."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def running_twin(folder: Path) -> Iterator[Twin]:
    """Bundle browser/tests/text/twin.ts into the folder and run it until the block ends."""
    out = folder / "twin.mjs"
    bundler = BROWSER / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", f"--outfile={out}", "--log-level=warning"]
    subprocess.run([str(bundler), "tests/text/twin.ts", *options], cwd=BROWSER, check=True)
    node = shutil.which("node") or "node"
    with subprocess.Popen([node, str(out)], stdin=-1, stdout=-1, text=True) as process:
        yield Twin(process)
        assert process.stdin is not None
        process.stdin.close()
