"""``scanledger serve``: documents in and results out over HTTP."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from api.http import create_app
from api.options import add_reading_options, settings_of
from api.reporting import say
from api.service import ServiceSettings, open_service
from api.workers import WorkerSettings, one_threaded
from models.errors import UsageError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "serve",
        help="answer over HTTP",
        description="Take documents over HTTP, read them, keep every result. Everything is kept in --data-dir.",
    )
    parser.add_argument("--data-dir", type=Path, required=True, metavar="DIR", help="documents, results, jobs")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; SQLite in the data folder without one")
    parser.add_argument("--files", metavar="ADDRESS", help="folder or fsspec URL of stored bytes; in the data folder")
    parser.add_argument("--slots", type=int, default=(os.cpu_count() or 1) + 1, help="documents at once (%(default)s)")
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    if not _is_loopback(arguments.host):
        raise UsageError(
            f"--host {arguments.host}: everybody who can reach that address could read and delete everything; "
            "serve on 127.0.0.1 and put a proxy that asks who is there before it"
        )
    settings = ServiceSettings(
        data_dir=arguments.data_dir,
        database_url=arguments.database,
        files=arguments.files,
        slots=arguments.slots,
        workers=replace(WorkerSettings(), reading=one_threaded(settings_of(arguments))),
    )
    with open_service(settings) as service:
        say(f"serving on http://{arguments.host}:{arguments.port}/v1, open to everybody on this machine")
        uvicorn.run(create_app(service), host=arguments.host, port=arguments.port, log_level="warning")
    return True


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
