"""A database, stored files, and a service that really runs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from api.storage import Blobs, open_database
from tests.api.endurance.postgresql import NotInstalled, free_port, postgresql_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server of the tests' own; gives the address of a new, empty database at each call."""
    try:
        with postgresql_server() as fresh:
            yield fresh
    except NotInstalled as why:
        pytest.skip(str(why))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database, of each kind that the service runs on."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    else:
        url = request.getfixturevalue("postgresql")()
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs.at(str(tmp_path / "files"), tmp_path / "work")


@dataclass
class Served:
    """A ``scanledger serve`` in a process of its own."""

    data_dir: Path
    process: subprocess.Popen[bytes]
    client: httpx.Client

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.client.close()

    def ended(self, document: str, wait_s: float = 240) -> dict[str, object]:
        """The document's state once its latest run has ended."""
        end = time.monotonic() + wait_s
        while time.monotonic() < end:
            body = self.client.get(f"/v1/documents/{document}", params={"wait": 5}).json()["document"]
            if body["state"] in {"done", "failed", "cancelled"}:
                return dict(body)
        raise AssertionError(f"{document} did not end in {wait_s} s: {body}")


AT_REST = "--no-rehearsal"
"""Readers that rehearse would take as much as half a minute of a processor each from the tests beside."""


def serve(data_dir: Path, *options: str, port: int | None = None) -> Served:
    port = port or free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--data-dir", str(data_dir), "--port", str(port), *options]
    log = (data_dir.parent / f"serve-{port}.log").open("ab")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=240)
    for _ in range(600):
        try:
            if client.get("/readyz").status_code == httpx.codes.OK:
                return Served(data_dir, process, client)
        except httpx.TransportError:
            if process.poll() is not None:
                break
        time.sleep(0.1)
    process.kill()
    raise AssertionError(Path(log.name).read_text())


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running service, shared by the tests that do not break it."""
    server = serve(tmp_path_factory.mktemp("serve") / "data", "--slots", "2", AT_REST)
    yield server
    server.kill()


@pytest.fixture(scope="session")
def serving() -> object:
    """Starts a service on a data folder; whoever starts it kills it."""
    return lambda data_dir, *options: serve(data_dir, *options, AT_REST)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    """Starts services on one data folder; those still running are killed at the end."""
    running: list[Served] = []

    def started(*options: str) -> Served:
        running.append(serve(tmp_path / "data", *options, AT_REST))
        return running[-1]

    yield started
    for server in running:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parents[2] / "samples" / "set"
