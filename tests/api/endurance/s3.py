"""An S3-like store of one's own, for as long as it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

NEEDED = ("moto", "flask", "flask_cors", "s3fs")


class NotInstalled(Exception):
    """Something of :data:`NEEDED` is missing; says what."""


@contextmanager
def s3_store() -> Iterator[str]:
    """The address of an empty bucket, which processes that are started meanwhile can reach. Raises NotInstalled."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise NotInstalled(f"not installed: {', '.join(missing)}")
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - an optional package

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    said = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    try:
        yield "s3://scanledger/files"
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        server.stop()
