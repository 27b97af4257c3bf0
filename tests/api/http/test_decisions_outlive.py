"""A decision that was answered is there after a kill -9, and one that was not may be sent again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

KILLS = 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_answered_decision_is_lost_when_the_service_is_killed(
    start: Callable[..., Any], samples: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    options = ["--slots", "1"]
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        options += ["--database", fresh(), "--jobs", fresh()]
    server = start(*options)
    path = samples / "one-page.born.pdf"
    sent = server.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())}, params={"wait": 60})
    url = f"/v1/documents/{sent.json()['document']['sha256']}"
    fields = server.client.get(f"{url}/fields", params={"limit": 1000}).json()["fields"]
    etags = {field["path"]: field["etag"] for field in fields}
    answered: dict[str, dict[str, Any]] = {}
    unsure: list[dict[str, Any]] = []
    chance = random.Random(7)  # noqa: S311 - a schedule, no secret
    for _ in range(KILLS):
        timer = threading.Timer(chance.uniform(0.3, 1.5), server.process.kill)
        timer.start()
        while True:
            field = chance.choice(sorted(etags))
            one = {"id": str(uuid4()), "record": 0, "path": field, "action": "accept", "if_match": etags[field]}
            try:
                answer = server.client.post(f"{url}/decisions", json={"decisions": [one]}).json()
            except httpx.TransportError:
                unsure.append(one)
                break
            (result,) = answer["results"]
            assert result["outcome"] == "kept"
            answered[result["id"]] = one
            etags[field] = result["etag"]
        timer.join()
        server.process.wait()
        server = start(*options)
        # What was not answered is sent again, and is kept exactly once.
        (result,) = server.client.post(f"{url}/decisions", json={"decisions": [unsure[-1]]}).json()["results"]
        assert result["outcome"] in {"kept", "repeated"}
        answered[result["id"]] = unsure[-1]
        etags[unsure[-1]["path"]] = result["etag"]
    kept = server.client.get(f"{url}/decisions", params={"limit": 1000}).json()["decisions"]
    assert [one["number"] for one in kept] == list(range(1, len(kept) + 1))
    assert [one["id"] for one in kept] == list(answered)
    assert server.client.get("/v1/audit").json()["first_broken"] is None
    for _ in range(50):  # the queue follows, also after a kill
        queued = server.client.get("/v1/review/queue", params={"limit": 200}).json()["items"]
        if not {item["path"] for item in queued} & {one["path"] for one in answered.values()}:
            return
        time.sleep(0.2)
    raise AssertionError("what was decided is still asked")
