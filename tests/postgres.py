"""A PostgreSQL server of the tests' own: a free port, a socket in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import create_engine, text

MEMORY = Path("/dev/shm")
DISK = Path("/tmp")
ROOM = 2 * 2**30
"""Bytes that must be free in memory: a server of the tests takes some hundred million."""
INSTALL = "PostgreSQL's initdb is missing: run scripts/setup-test.sh, or apt-get install postgresql"


def _binary(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    if found is None:
        raise RuntimeError(INSTALL)
    return found


def _unprivileged() -> dict[str, int]:
    # The server refuses to run as root; in a container the tests often do.
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid}
    raise RuntimeError("no unprivileged account to run PostgreSQL under")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def where_copying_is_cheap() -> Path:
    """Memory where there is room: a new database is three hundred files, and the tests want a thousand."""
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free > ROOM and os.access(MEMORY, os.W_OK) else DISK
    except OSError:
        return DISK


def copy_database(server: str, template: str, name: str) -> str:
    """The URL of a copy of a database, made now."""
    _tell(server, f"create database {name} template {template}")
    return f"{server}/{name}"


def drop_database(server: str, name: str) -> None:
    """Make room again, whoever is still connected."""
    _tell(server, f"drop database {name} with (force)")


def _tell(server: str, statement: str) -> None:
    admin = create_engine(
        server.replace("postgresql:", "postgresql+psycopg:") + "/postgres", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(statement))
    admin.dispose()


@contextmanager
def postgres_server(within: Path = DISK) -> Iterator[str]:
    """Start a server; yield its URL without a database name; stop it and remove its files."""
    home = Path(mkdtemp(prefix="candour-pg-", dir=within))
    owner = _unprivileged()
    if owner:
        os.chown(home, owner["user"], owner["group"])
    data, port = home / "data", _free_port()
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": home, **owner}
    try:
        subprocess.run(
            [
                _binary("initdb"),
                "-D",
                data,
                "-A",
                "trust",
                "-U",
                "candour",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            **run,
        )
        options = (
            f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
            f"{' -c max_wal_size=128MB' if within == MEMORY else ''}"
        )
        with (home / "log").open("wb") as log:
            home.chmod(0o755)
            subprocess.run(
                [_binary("pg_ctl"), "-D", data, "-w", "-o", options, "start"],
                **{**run, "stdout": log, "stderr": log},
            )
        try:
            yield f"postgresql://candour@127.0.0.1:{port}"
        finally:
            subprocess.run([_binary("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"], **run)
    finally:
        shutil.rmtree(home, ignore_errors=True)
