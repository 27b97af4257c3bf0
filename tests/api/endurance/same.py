"""The same bytes sent several times at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

AT_ONCE = 3


def sent_at_once(address: str, count: int, made: Callable[[int], bytes]) -> list[str]:
    """Send each of ``count`` documents so many times at once; what is wrong with the answers, in words."""
    wrong: list[str] = []
    with httpx.Client(base_url=address, timeout=120) as client, ThreadPoolExecutor(AT_ONCE) as pool:

        def send(name: str, data: bytes) -> httpx.Response:
            return client.post("/v1/documents", files={"file": (name, data)})

        seen: set[str] = set()
        for number in range(count):
            data = made(number)
            answers = list(pool.map(lambda one, data=data: send(f"{one}.txt", data), range(AT_ONCE)))
            wrong += [f"{number}: {one.status_code} {one.text[:200]}" for one in answers if one.status_code != 202]
            ids = {one.json()["document"]["id"] for one in answers if one.status_code == 202}
            wrong += [f"{number}: {len(ids)} documents"] if len(ids) != 1 else []
            wrong += [f"{number}: the same as another" for one in ids & seen]
            seen |= ids
        listed, cursor = set[str](), None
        while True:
            params = {"limit": "200"} | ({"cursor": cursor} if cursor else {})
            page = client.get("/v1/documents", params=params).raise_for_status().json()
            listed |= {one["id"] for one in page["documents"]}
            cursor = page["next"]
            if cursor is None:
                break
    if seen - listed:
        wrong.append(f"{len(seen - listed)} documents are not listed")
    if len(seen) != count:
        wrong.append(f"{len(seen)} documents of {count}")
    return wrong
