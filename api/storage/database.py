"""The database: SQLite in the data folder, or PostgreSQL; brought to the newest schema when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import resources
from sqlite3 import Connection as SqliteConnection
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from models.errors import StorageError

BUSY_MS = 30_000
"""Milliseconds that a writer waits for another. A transaction here takes a few; a minute would hide a deadlock."""

_LOOKING = "scanledger_looking"

_TURNS = "scanledger_turns"
"""Option of an engine: the lock by which writers of this process take turns. SQLite itself lets who waits for its one
writer look again at growing intervals, up to a tenth of a second, and whoever comes meanwhile goes first."""


def open_database(url: str) -> Engine:
    """Connect to a database and bring its schema up to date.

    SQLite runs in WAL mode with ``synchronous=FULL``: a commit that returned is on the disk.

    Raises:
        StorageError: it cannot be reached or migrated; the message names it, without its password.
    """
    try:
        embedded = make_url(url).get_backend_name() == "sqlite"
        turns = Lock() if embedded else nullcontext()
        # A server may have closed a connection meanwhile; a file cannot.
        engine = create_engine(url, pool_pre_ping=not embedded, execution_options={_TURNS: turns})
        if embedded:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin)
        _migrate(engine)
    except (SQLAlchemyError, OSError, ImportError) as error:
        shown = make_url(url).render_as_string(hide_password=True)
        raise StorageError(f"{shown}: {error}; check the address and that the database may be written to") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end, or rolled back where the block raises."""
    with engine.get_execution_options()[_TURNS], engine.begin() as connection:
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """One consistent look at what is kept, which waits for no writer."""
    with engine.connect().execution_options(**{_LOOKING: True}) as connection:
        yield connection


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not open transactions behind SQLAlchemy's back
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock first: a reader that turns writer in mid-transaction cannot wait, it can only fail."""
    looks = connection.get_execution_options().get(_LOOKING, False)
    connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("api.storage") / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
