"""People who send documents, correct them and have them read again, whatever becomes of the service meanwhile.

Like everybody who uses a service that may be away, they send again what was not answered. What was answered is in the
:class:`Ledger`: it must be there in the end.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

_MOST_OPEN = 6
"""Documents that are under way at once: the readers always find some, and the last ones do not take long."""

_EVERY_REREAD = 4
"""One of so many documents that are done is read again after people have corrected it."""

_PAUSE_S = 0.05


@dataclass(eq=False)
class Ledger:
    """What the service has answered, from all threads.

    ``runs``: how often a document was accepted to be read. ``said``: decisions by their id, each with its document.
    ``standing``: the last text that was accepted for a field, by document, record and path. ``steps``: how
    often something was got on with: a document accepted, one ended, a decision. ``sent_again``: requests that met
    nobody.
    """

    runs: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    standing: dict[tuple[str, int, str], str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    steps: int = 0
    sent_again: int = 0


class Person(threading.Thread):
    """Does ``act`` over and over until told to stop, and ends what is begun."""

    def __init__(self, address: str, ledger: Ledger, seed: int) -> None:
        super().__init__(daemon=True)
        self.client = httpx.Client(base_url=address, timeout=240)
        self.ledger, self.over = ledger, threading.Event()
        self.chance = random.Random(seed)  # noqa: S311 - a load, no secret

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.act()
        except Exception as error:  # noqa: BLE001 - told at the end, with what led to it
            self.ledger.wrong.append(f"{type(self).__name__}: {type(error).__name__}: {error}")

    def act(self) -> None:
        raise NotImplementedError

    def asked(self, send: Callable[[], httpx.Response], *known: int) -> httpx.Response:
        """The answer, asked for until there is one. Anything but a success or one of ``known`` is noted as wrong."""
        while True:
            try:
                answer = send()
            except httpx.TransportError:
                self.ledger.sent_again += 1
                time.sleep(_PAUSE_S)
                continue
            if not answer.is_success and answer.status_code not in known:
                self.ledger.wrong.append(f"{answer.request.url}: {answer.status_code} {answer.text[:300]}")
            return answer


class Uploader(Person):
    """Sends documents that nobody has sent before, a few at a time."""

    def __init__(self, address: str, ledger: Ledger, seed: int, source: bytes) -> None:
        super().__init__(address, ledger, seed)
        self._source, self._open = source, set[str]()

    def act(self) -> None:
        ended = {one for one in self._open if self._ended(one)}
        self.ledger.steps += len(ended)
        self._open -= ended
        if len(self._open) >= _MOST_OPEN:
            time.sleep(4 * _PAUSE_S)
            return
        # A comment after the end of a PDF makes another document of it, with the same pages.
        data = self._source + f"\n% {uuid4()}\n".encode()
        answer = self.asked(lambda: self.client.post("/v1/documents", files={"file": ("scan.pdf", data)}))
        if answer.is_success:
            document = answer.json()["document"]["id"]
            self.ledger.runs[document] = 1
            self._open.add(document)
            self.ledger.steps += 1

    def _ended(self, document: str) -> bool:
        answer = self.asked(lambda: self.client.get(f"/v1/documents/{document}"))
        return answer.is_success and answer.json()["document"]["state"] in {"done", "failed"}


class Reviewer(Person):
    """Corrects fields of documents that are done, and now and then has such a document read again."""

    def act(self) -> None:
        document = self._some_document()
        if document is None:
            time.sleep(_PAUSE_S)
            return
        url = f"/v1/documents/{document}"
        answer = self.asked(lambda: self.client.get(f"{url}/fields", params={"limit": 1000}), 404, 409)
        if not answer.is_success:
            return
        numbers = [one for one in answer.json()["fields"] if one["value"]["number"] is not None]
        for one in self.chance.sample(numbers, min(3, len(numbers))):
            self._correct(document, one)
        if self.chance.randrange(_EVERY_REREAD) == 0:
            key = {"Idempotency-Key": str(uuid4())}
            again = self.asked(lambda: self.client.post(f"{url}:reprocess", headers=key))
            if again.is_success:
                self.ledger.runs[document] = max(self.ledger.runs[document], again.json()["document"]["run"])

    def _correct(self, document: str, one: dict[str, object]) -> None:
        text = f"{self.chance.randrange(1, 99_999)}.{self.chance.randrange(10, 99)}"
        place = {"record": one["record"], "path": one["path"]}
        said = {"id": str(uuid4()), **place, "action": "correct", "text": text, "if_match": one["etag"]}
        body = {"decisions": [said]}
        answer = self.asked(lambda: self.client.post(f"/v1/documents/{document}/decisions", json=body), 422)
        if not answer.is_success:
            return  # the field is not there in a revision that was published a moment ago
        (result,) = answer.json()["results"]
        self.ledger.said[result["id"]] = document
        self.ledger.steps += 1
        if result["outcome"] != "conflict":
            self.ledger.standing[document, int(str(one["record"])), str(one["path"])] = text

    def _some_document(self) -> str | None:
        """One of the latest: what was read long ago is rarely looked at."""
        documents = list(self.ledger.runs)[-40:]
        return self.chance.choice(documents) if documents else None
