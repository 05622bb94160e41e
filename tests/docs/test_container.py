"""The Dockerfile's claims, as far as they can be tried without building an image."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.docs.pages import ROOT, read, tracked
from tests.server import free_port

BUILT = Path("service/static/built")


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", read("Dockerfile"), flags=re.MULTILINE))
    lines = (line.partition(" ") for line in text.splitlines() if line.strip())
    return [(keyword, rest.strip()) for keyword, _, rest in lines]


def _stages() -> list[list[tuple[str, str]]]:
    stages: list[list[tuple[str, str]]] = []
    for keyword, rest in _instructions():
        if keyword == "FROM":
            stages.append([])
        stages[-1].append((keyword, rest))
    return stages


def _copied(stage: list[tuple[str, str]]) -> list[str]:
    return [
        source
        for keyword, rest in stage
        if keyword == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]


def _sent_to_the_builder(path: str) -> bool:
    """Whether .dockerignore lets a path through: its last matching line decides."""
    sent = True
    for line in read(".dockerignore").splitlines():
        if line and not line.startswith("#"):
            pattern = line.removeprefix("!").removeprefix("**/")
            parts = path.split("/")
            prefixes = ["/".join(parts[: n + 1]) for n in range(len(parts))]
            if any(fnmatch(prefix, pattern) for prefix in (*prefixes, *parts)):
                sent = line.startswith("!")
    return sent


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy(source, target)


def _healthcheck() -> list[str]:
    (line,) = (rest for keyword, rest in _instructions() if keyword == "HEALTHCHECK")
    command: list[str] = json.loads(line.partition("CMD ")[2])
    return [sys.executable, *command[1:]]


def test_everything_that_is_copied_is_there_and_is_sent_to_the_builder():
    sources = [source for stage in _stages() for source in _copied(stage)]

    assert len(sources) > 10
    for source in sources:
        assert (ROOT / source).exists(), source
        assert _sent_to_the_builder(source.rstrip("/")), source


def test_nothing_built_or_written_here_is_sent_to_the_builder():
    for path in (
        "browser/node_modules/hpke/index.js",
        f"{BUILT}/manifest.json",
        "var/candour.db",
        ".venv/x",
        ".git/HEAD",
    ):
        assert not _sent_to_the_builder(path), path


def test_packages_are_installed_by_hash_or_not_at_all():
    installs = [
        part
        for keyword, rest in _instructions()
        if keyword == "RUN"
        for part in rest.split("&&")
        if re.search(r"\bpip\b.*\binstall\b", part)
    ]

    assert len(installs) == 3
    assert all(
        "--require-hashes" in part or "--no-index --no-deps" in part or "--no-deps --no-index" in part
        for part in installs
    )
    assert any(keyword == "RUN" and rest.startswith("npm ci ") for keyword, rest in _instructions())


def test_the_image_runs_without_root_and_copies_nothing_but_the_installed_package():
    final = _stages()[-1]

    users = [rest for keyword, rest in final if keyword == "USER"]

    assert [int(part) > 0 for part in users[-1].split(":")] == [True, True]
    assert _copied(final) == []
    assert final.index(("USER", users[-1])) < [keyword for keyword, _ in final].index("CMD")


def test_only_the_data_folder_is_written_to():
    final = _stages()[-1]
    environment = dict(re.findall(r"(\w+)=(\S+)", next(rest for keyword, rest in final if keyword == "ENV")))

    assert [rest for keyword, rest in final if keyword == "VOLUME"] == ["/data"]
    assert environment["CANDOUR_DATABASE_URL"] == "sqlite:////data/candour.db"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_it_migrates_and_then_becomes_the_service():
    final = _stages()[-1]

    command = json.loads(next(rest for keyword, rest in final if keyword == "CMD"))

    assert command == ["/bin/sh", "-c", "candour migrate && exec candour serve"]


def test_the_health_check_fails_where_nothing_listens():
    port = free_port()

    checked = subprocess.run(
        _healthcheck(), env=os.environ | {"CANDOUR_PORT": str(port)}, capture_output=True, check=False
    )

    assert checked.returncode != 0


def test_what_the_browser_stage_copies_is_enough_to_build_the_same_files(tmp_path: Path):
    if not (ROOT / BUILT / "manifest.json").is_file():
        pytest.fail("the browser's files are not built: run make build")
    for source in _copied(_stages()[0]):
        for name in tracked():
            if name == source or name.startswith(source.rstrip("/") + "/"):
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(
        ROOT / "browser/node_modules", tmp_path / "browser/node_modules", symlinks=True, copy_function=_link
    )

    subprocess.run(["npm", "run", "--silent", "build"], cwd=tmp_path / "browser", check=True, timeout=120)

    # That these are what this checkout builds now is held by tests/pages/test_bundle.py.
    assert (tmp_path / BUILT / "manifest.json").read_text() == (ROOT / BUILT / "manifest.json").read_text()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel the image installs, built the way its second stage builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in tracked():
        if any(
            name == copied or name.startswith(copied.rstrip("/") + "/") for copied in _copied(_stages()[1])
        ):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / BUILT, source / BUILT, dirs_exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        env=os.environ | {"HATCH_BUILD_NO_HOOKS": "true"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_pages_the_migrations_and_the_built_files(wheel: Path):
    held = set(ZipFile(wheel).namelist())

    assert {
        "service/static/built/manifest.json",
        "service/templates/base.html",
        "service/taxonomy.yaml",
    } <= held
    for name in tracked():
        if name.startswith("migrations/"):
            assert f"service/_{name}" in held, name


def test_what_the_image_starts_is_healthy_and_writes_only_its_data(wheel: Path, tmp_path: Path):
    installed, data, port = tmp_path / "installed", tmp_path / "data", free_port()
    ZipFile(wheel).extractall(installed)
    data.mkdir()
    (tmp_path / "candour").write_text(f'#!/bin/sh\nexec {sys.executable} -m service.cli "$@"\n')
    (tmp_path / "candour").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "PYTHONPATH": str(installed),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": "/nonexistent",
        "HOME": "/nonexistent",
        "CANDOUR_DATABASE_URL": f"sqlite:///{data}/candour.db",
        "CANDOUR_HOST": "0.0.0.0",
        "CANDOUR_PORT": str(port),
        "CANDOUR_SECRET": "a test secret of forty characters, or so",
    }
    before = sorted(installed.rglob("*"))

    command = json.loads(next(rest for keyword, rest in _stages()[-1] if keyword == "CMD"))
    with subprocess.Popen(command, cwd=data, env=environment) as started:
        try:
            healthy = any(_is_healthy(environment) for _ in range(100))
        finally:
            started.terminate()
    written = {path.name for path in data.iterdir()}

    assert healthy
    assert started.returncode in (0, -signal.SIGTERM)
    assert written <= {"candour.db", "candour.db-wal", "candour.db-shm"}
    assert "candour.db" in written
    assert sorted(installed.rglob("*")) == before


def _is_healthy(environment: dict[str, str]) -> bool:
    checked = subprocess.run(_healthcheck(), env=environment, capture_output=True, check=False)
    time.sleep(0 if checked.returncode == 0 else 0.2)
    return checked.returncode == 0
