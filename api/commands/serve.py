"""``scanledger serve``: documents in and results out over HTTP."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import NoReturn

import structlog
import uvicorn

from api.files import prepare_folder
from api.http import create_app
from api.options import (
    add_archive_limits,
    add_document_limits,
    add_reading_options,
    archive_limits_of,
    settings_of,
)
from api.reporting import say
from api.service import ServiceSettings, database_address, open_service
from api.storage import open_database
from api.storage.database import looking
from api.storage.keys import list_keys
from api.workers import WorkerSettings, one_threaded
from models.errors import UsageError
from models.processors import processors

_COLLECTIONS = (50_000, 20, 100)
"""Allocations before a collection of the youngest objects, and so on. Documents that lie open for review are many small
objects that live long: at Python's own (700, 10, 10) every answer would wait now and then until all were looked at."""

_TURN_S = 0.001
"""Seconds after which a thread that reckons lets another one go on. At Python's own 5 ms a request, which changes
threads a few times, waits for a whole turn each time that somebody else's decision is reckoned."""

_OPEN = "open to everybody on this machine"
_CLOSED = "to those who have a key"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "serve",
        description="Take documents over HTTP, read them, keep every result. Everything is kept in --data-dir.",
    )
    parser.add_argument("--data-dir", type=Path, required=True, metavar="DIR", help="documents, results, jobs")
    parser.add_argument("--host", default="127.0.0.1", help="(%(default)s); another than loopback needs keys")
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    parser.add_argument("--ask-for-keys", action="store_true", help="also of callers on this machine")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; SQLite in the data folder without one")
    parser.add_argument("--jobs", metavar="URL", help="database of the jobs; SQLite in the data folder without one")
    parser.add_argument("--files", metavar="ADDRESS", help="folder or fsspec URL of stored bytes; in the data folder")
    parser.add_argument("--slots", type=int, default=processors() + 1, help="documents at once (%(default)s)")
    parser.add_argument(
        "--approval", action="store_true", help="what one reviewer decides wants another's approval; needs keys"
    )
    parser.add_argument(
        "--no-rehearsal",
        dest="rehearses",
        action="store_false",
        help="readers that have nothing to do reckon nothing ahead: first pages take longer, the machine is left alone",
    )
    add_document_limits(parser)
    add_archive_limits(parser)
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    settings = ServiceSettings(
        data_dir=arguments.data_dir,
        database_url=arguments.database,
        jobs_url=arguments.jobs,
        files=arguments.files,
        slots=arguments.slots,
        approval=arguments.approval,
        archives=archive_limits_of(arguments),
        workers=WorkerSettings(reading=one_threaded(settings_of(arguments)), rehearses=arguments.rehearses),
    )
    open_to_all = _is_loopback(arguments.host) and not arguments.ask_for_keys
    if open_to_all and arguments.approval:
        raise UsageError("--approval tells people apart by their keys; give --ask-for-keys, too")
    if not open_to_all and not _has_keys(settings):
        raise UsageError(
            f"{arguments.host}: without a key everybody who reaches that address could read and delete all; "
            f"make one: scanledger key create NAME --scope admin --data-dir {arguments.data_dir}"
        )
    structlog.configure(
        processors=[structlog.processors.TimeStamper("iso"), structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with open_service(settings) as service:
        say(f"serving on http://{arguments.host}:{arguments.port}/v1, {_OPEN if open_to_all else _CLOSED}")
        app = create_app(service, asks_for_keys=not open_to_all)
        gc.freeze()
        gc.set_threshold(*_COLLECTIONS)
        sys.setswitchinterval(_TURN_S)
        signal.signal(signal.SIGTERM, _end)
        uvicorn.run(app, host=arguments.host, port=arguments.port, log_level="warning")
    return True


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Ends as a person's Ctrl+C does, which closes what is open: uvicorn repeats the signal that it was stopped by, and
    a container's would end the process right there.
    """
    raise SystemExit


def _has_keys(settings: ServiceSettings) -> bool:
    prepare_folder(settings.data_dir)
    database = open_database(database_address(settings.data_dir, settings.database_url))
    with looking(database) as connection:
        return any(key.revoked_at is None for key in list_keys(connection))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
