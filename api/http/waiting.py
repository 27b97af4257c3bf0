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

_LOOK_S, _LONGEST_LOOK_S = 0.05, 1.0
"""Seconds between two looks, at first and in the end; a look takes a millisecond or two."""

_LATER = 0.05
"""Looks are apart by this share of the wait so far: who has waited for long will not mind so much more."""


async def found(service: Service, document: str, wait_s: float = 0.0) -> Document | None:
    """The document, once its latest run has ended or ``wait_s`` seconds are over; None where it is not there."""
    begun = time.monotonic()
    while True:
        current = await asyncio.to_thread(_look, service, document)
        waited_s = time.monotonic() - begun
        if current is None or current.run.state in ENDED or waited_s >= wait_s:
            return current
        look_s = min(_LONGEST_LOOK_S, max(_LOOK_S, _LATER * waited_s))
        await asyncio.sleep(min(look_s, wait_s - waited_s))


def _look(service: Service, document: str) -> Document | None:
    with looking(service.database) as connection:
        return find(connection, document)
