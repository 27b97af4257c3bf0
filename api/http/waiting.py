"""Waiting for a run to end, without a thread that sleeps."""

from __future__ import annotations

import asyncio
import time

from api.service import Service
from api.storage import Document
from api.storage.database import looking
from api.storage.documents import find
from api.storage.records import ENDED

LONGEST_S = 60.0
"""Seconds that a request may ask to wait: proxies give up on silent connections soon after."""

_LOOK_S = 0.1
"""Seconds between two looks: less than a person notices, and the look takes a millisecond."""


async def found(service: Service, document: str, wait_s: float = 0.0) -> Document | None:
    """The document, once its latest run has ended or ``wait_s`` seconds are over; None where it is not there."""
    end = time.monotonic() + wait_s
    while True:
        current = await asyncio.to_thread(_look, service, document)
        if current is None or current.run.state in ENDED or time.monotonic() >= end:
            return current
        await asyncio.sleep(min(_LOOK_S, max(0.0, end - time.monotonic())))


def _look(service: Service, document: str) -> Document | None:
    with looking(service.database) as connection:
        return find(connection, document)
