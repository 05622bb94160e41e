"""Every benchmark that needs nobody else's software runs to its end, for a moment: none breaks unseen."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.postgres, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[2]
MOMENTS = {
    "intake": ("--reports", "20", "--rounds", "1", "--settle", "0", "--no-browser"),
    "dashboards": ("--millions", "0.001", "--rounds", "2"),
    "flood": ("--flood", "50", "--honest", "1"),
    "plans": (),
    "queue": ("--reports", "100", "--rounds", "1"),
    "releases": ("--reports", "2000"),
    "signals": ("--organisations", "2"),
}
ELSEWHERE = {
    "load": "what the others post with",
    "rivals": "what intake is measured against",
    "sealing": "tests/pages/test_sealing_bench.py",
    "evaluate": "make bench-text",
    "reporter": "minutes on a slowed-down phone; its figures are those of tests/pages/test_figures.py",
    "text": "make bench-text: minutes, and an engine of somebody else's",
    "text_origins": "make bench-text",
    "text_rivals": "make bench-text",
    "text_speed": "make bench-text",
}


def test_every_benchmark_is_run_here_or_says_where():
    there = {path.stem for path in (ROOT / "benchmarks").glob("*.py")} - {"__init__"}

    assert there == MOMENTS.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("name", MOMENTS)
def test_it_runs_to_its_end_and_prints_figures(name: str):
    command = [sys.executable, "-m", f"benchmarks.{name}", *MOMENTS[name]]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(re.findall(r"\d", ran.stdout)) > 10
    assert "nan" not in ran.stdout
