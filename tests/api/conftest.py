"""A database, stored files, and a service that really runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.storage import Blobs, open_database
from tests.api.endurance.postgresql import NotInstalled, postgresql_server
from tests.services import AT_REST, Served, serve_forked


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[..., str]]:
    """A PostgreSQL server of the tests' own: the address of a new database at each call, empty or like another."""
    try:
        with postgresql_server() as fresh:
            yield fresh
    except NotInstalled as why:
        pytest.skip(str(why))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the newest schema, to be copied: to migrate takes ten times as long."""
    path = tmp_path_factory.mktemp("schema") / "kept.sqlite"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: Callable[..., str]) -> str:
    """The address of such a one in PostgreSQL."""
    url = postgresql()
    open_database(url).dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database, of each kind that the service runs on."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path)
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgresql")(request.getfixturevalue("migrated_postgresql"))
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs.at(str(tmp_path / "files"), tmp_path / "work")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running service, shared by the tests that do not break it."""
    server = serve_forked(tmp_path_factory.mktemp("serve") / "data", "--slots", "2", AT_REST)
    yield server
    server.kill()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    """Starts services on one data folder; those still running are killed at the end."""
    running: list[Served] = []

    def started(*options: str) -> Served:
        running.append(serve_forked(tmp_path / "data", *options, AT_REST))
        return running[-1]

    yield started
    for server in running:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parents[2] / "samples" / "set"
