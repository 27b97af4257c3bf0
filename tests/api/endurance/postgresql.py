"""A PostgreSQL server of one's own, for as long as it is needed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg


class NotInstalled(Exception):
    """The server cannot be run here; says why."""


@contextmanager
def postgresql_server() -> Iterator[Callable[..., str]]:
    """Gives the address of a new database at each call: an empty one, or one like another, which nobody may be using.

    Raises NotInstalled.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        raise NotInstalled("PostgreSQL is not installed (Debian: postgresql)")
    # Not pytest's own folder: another user must get there, and a socket's path may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="scanledger-postgresql-"))
    as_other = []
    if os.geteuid() == 0:  # the server refuses to run as root
        if shutil.which("runuser") is None:
            raise NotInstalled("PostgreSQL does not run as root, and there is no runuser")
        shutil.chown(folder, "postgres", "postgres")
        as_other = ["runuser", "-u", "postgres", "--"]
    port = free_port()

    def quietly(program: str, *arguments: str) -> None:
        command = [*as_other, str(programs[-1] / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    quietly("initdb", "-U", "tests", "--auth=trust")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=on"
    quietly("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    names = (f"tests{number}" for number in count())

    def fresh(like: str = "template1") -> str:
        name = next(names)
        with psycopg.connect(f"postgresql://tests@127.0.0.1:{port}/postgres", autocommit=True) as connection:
            template = like.rpartition("/")[2]
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]  # our own names
        return f"postgresql+psycopg://tests@127.0.0.1:{port}/{name}"

    try:
        yield fresh
    finally:
        quietly("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
