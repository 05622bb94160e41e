"""Runs `make run` in a clone as a person would: reads what it prints, opens its pages, presses Ctrl-C."""

import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.docs.pages import ROOT

ADDRESS = re.compile(r"Report something\s+(http://127\.0\.0\.1:\d+/o/demo/)")
OURS = ("CANDOUR_", "PYTEST_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS", "UV_PROJECT", "npm_")
STOP = 20


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Nothing of this checkout: no variable of ours, no virtual environment, no folder of it on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = [part for part in os.environ["PATH"].split(":") if not part.startswith(str(ROOT))]
    return kept | {"PATH": ":".join(path)} | dict(more)


class Running:
    """`make run`, and what it says."""

    def __init__(self, clone: Path, variables: Mapping[str, str]) -> None:
        """Start it in a process group of its own, as a terminal does."""
        self._process = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._heard: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._heard.append(line)
            self._lines.put(line)

    def said(self) -> str:
        """Everything it has printed."""
        return "".join(self._heard)

    def wait_for_address(self, seconds: float) -> str:
        """The address of the form, once it is printed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=1)
            except queue.Empty:
                assert self._process.poll() is None, self.said()
                continue
            if found := ADDRESS.search(line):
                return found.group(1)
        raise AssertionError(f"no address within {seconds} s:\n{self.said()}")

    def alive(self) -> bool:
        """Whether anything that was started still runs; what is about to end gets a moment."""
        for _ in range(20):
            try:
                os.killpg(self._process.pid, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.1)
        return True

    def interrupt(self) -> None:
        """What Ctrl-C does in a terminal: SIGINT to the whole group, once."""
        os.killpg(self._process.pid, signal.SIGINT)
        self._process.wait(STOP)
        self._hush()

    def end(self) -> None:
        """Leave nothing behind when a test has failed."""
        if self.alive():
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(STOP)
        self._hush()

    def _hush(self) -> None:
        self._ear.join(STOP)
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def make_run(
    clone: Path, variables: Mapping[str, str], port: int, seconds: float
) -> Iterator[tuple[Running, str]]:
    """`make run` on a port, and its address once that answers; AssertionError after so many seconds."""
    running = Running(clone, {**variables, "CANDOUR_PORT": str(port)})
    try:
        address = running.wait_for_address(seconds)
        _wait_until_it_answers(address)
        yield running, address
    finally:
        running.end()


def _wait_until_it_answers(address: str) -> None:
    for _ in range(100):
        try:
            httpx.get(address)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the address was printed but nothing answers there")
