"""Asks the browser's code to seal and to open, in one `node` process.

Bundles with the project's own esbuild, as the pages are bundled, so what is tested is what is served.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from service.crypto.context import Context

BROWSER = Path(__file__).parents[2] / "browser"
ESBUILD = BROWSER / "node_modules/.bin/esbuild"
OPTIONS = ["--bundle", "--platform=node", "--format=esm"]


@dataclass(frozen=True, slots=True)
class Job:
    """One request; `input` is a text to seal, a hex seed to wrap, or base64 bytes to open."""

    job: str
    seed: bytes
    context: Context
    input: str

    def as_json(self) -> dict[str, object]:
        c = self.context
        fields = [c.purpose.value, c.organisation, c.circle, c.key_id, c.subject]
        return {"job": self.job, "seed": self.seed.hex(), "context": fields, "input": self.input}


def is_available() -> bool:
    """Whether node and the browser's packages are installed here."""
    return shutil.which("node") is not None and ESBUILD.exists()


def ask(jobs: list[Job]) -> list[str]:
    """The answers in order; an error is its name behind an exclamation mark."""
    with TemporaryDirectory() as folder:
        program = Path(folder) / "bridge.mjs"
        build = [ESBUILD, "tests/crypto/bridge.ts", *OPTIONS, f"--outfile={program}", "--log-level=error"]
        subprocess.run(build, cwd=BROWSER, check=True)
        spoken = json.dumps([job.as_json() for job in jobs]).encode()
        heard = subprocess.run(["node", program], input=spoken, capture_output=True, check=True).stdout
    answers: list[str] = json.loads(heard)
    return answers
