"""The benchmark of sealing bundles what the pages bundle, and still seals."""

from pathlib import Path

import pytest

from benchmarks import sealing
from tests.pages.live import browse, serve
from tests.world import found


def test_sealing_is_timed_in_a_browser(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    monkeypatch.setattr(sealing, "TIMES", 2)
    script = sealing.bundle_sealing(tmp_path)

    with serve(f"sqlite:///{path}") as live, browse() as page:
        took = sealing.time_seals(page, live, script, 1)

    assert len(took) == 2
    assert all(0 < milliseconds < 10_000 for milliseconds in took)
