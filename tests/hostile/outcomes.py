"""What became of a file that was sent, as the service says it."""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx

TYPED = frozenset(
    {
        "empty_input",
        "unsupported_input",
        "damaged_input",
        "encrypted_input",
        "limit_exceeded",
        "input_error",
        "took_too_long",
        "reader_died",
        "broken_multipart",
    }
)
"""Codes that blame the file. ``internal_error`` blames us, and is none of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``code`` is ``done`` or a problem's, ``message`` what it says to people; ``took_s`` since it was sent."""

    code: str
    message: str
    took_s: float

    @property
    def typed(self) -> bool:
        return self.code == "done" or (self.code in TYPED and "; " in self.message)


def sent(client: httpx.Client, name: str, data: bytes) -> str | Outcome:
    """The document's id, or what came of it at once."""
    answer = client.post("/v1/documents", files={"file": (name, data)})
    body = answer.json()
    if answer.status_code != httpx.codes.ACCEPTED:
        return Outcome(body["code"], body["detail"], 0.0)
    return str(body["document"]["id"])


def awaited(client: httpx.Client, document: str, begun_s: float, wait_s: float) -> Outcome:
    """How its reading ended; ``begun_s`` by the monotonic clock."""
    while True:
        body = client.get(f"/v1/documents/{document}", params={"wait": 5}).json()["document"]
        took_s = time.monotonic() - begun_s
        if body["state"] == "done":
            return Outcome("done", "", took_s)
        if body["state"] == "failed":
            return Outcome(body["error"]["code"], body["error"]["message"], took_s)
        if took_s > wait_s:
            return Outcome("no_outcome", f"{body['state']} after {took_s:.0f} s", took_s)


def awaited_batch(client: httpx.Client, name: str, data: bytes, wait_s: float) -> list[Outcome]:
    """What became of each member of an archive, or of the archive as a whole."""
    begun_s = time.monotonic()
    answer = client.post("/v1/batches", files={"file": (name, data)})
    body = answer.json()
    if answer.status_code != httpx.codes.ACCEPTED:
        return [Outcome(body["code"], body["detail"], time.monotonic() - begun_s)]
    batch = body["batch"]["id"]
    while client.get(f"/v1/batches/{batch}").json()["batch"]["state"] not in {"done", "cancelled"}:
        if time.monotonic() - begun_s > wait_s:
            return [Outcome("no_outcome", f"not done after {wait_s} s", wait_s)]
        time.sleep(0.1)
    took_s = time.monotonic() - begun_s
    items = client.get(f"/v1/batches/{batch}/items").json()["items"]
    errors = [item["error"] or {"code": item["state"], "message": ""} for item in items]
    return [Outcome(error["code"], error["message"], took_s) for error in errors]
