"""Services that really run, each in a process of its own."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.api.endurance.postgresql import free_port
from tests.forking import Forked, forked

AT_REST = "--no-rehearsal"
"""Readers that rehearse would take as much as half a minute of a processor each from the tests beside."""


Process = subprocess.Popen[bytes] | Forked


@dataclass
class Served:
    """A ``scanledger serve``. ``documents``: ids of what it had read when it was started, by file name."""

    url: str
    data_dir: Path
    process: Process
    client: httpx.Client
    documents: Mapping[str, str] = field(default_factory=dict)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.client.close()

    def close(self) -> None:
        """Ends it as a person does, so that its databases are whole without what stands beside them."""
        self.client.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def ended(self, document: str, wait_s: float = 240, headers: Mapping[str, str] | None = None) -> dict[str, object]:
        """The document's state once its latest run has ended. ``headers``: with the key where one is asked for."""
        end = time.monotonic() + wait_s
        while time.monotonic() < end:
            body = self.client.get(f"/v1/documents/{document}", params={"wait": 5}, headers=headers).json()["document"]
            if body["state"] in {"done", "failed", "cancelled"}:
                return dict(body)
        raise AssertionError(f"{document} did not end in {wait_s} s: {body}")

    def send(self, *paths: Path) -> tuple[str, ...]:
        """Uploads and waits until all are read; the documents' ids."""
        for path in paths:
            answer = self.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())})
            assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        documents = tuple(map(id_of, paths))
        for document in documents:
            assert self.ended(document)["state"] == "done"
        return documents


def id_of(path: Path) -> str:
    """What a service calls the document in a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def serve(data_dir: Path, *options: str, port: int | None = None) -> Served:
    """A program of its own, as people start it."""
    return _answering(_started, data_dir, options, port or free_port())


def serve_forked(data_dir: Path, *options: str, port: int | None = None) -> Served:
    """The same from the command's first line on, without the seconds in which a program loads its modules."""
    return _answering(forked, data_dir, options, port or free_port())


def _started(arguments: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as said:
        return subprocess.Popen([sys.executable, "-m", "api.cli", *arguments], stdout=said, stderr=said)


def _answering(
    start: Callable[[Sequence[str], Path], Process], data_dir: Path, options: Sequence[str], port: int
) -> Served:
    log = data_dir.parent / f"serve-{port}.log"
    process = start(["serve", "--data-dir", str(data_dir), "--port", str(port), *options], log)
    url = f"http://127.0.0.1:{port}"
    client = httpx.Client(base_url=url, timeout=240)
    for _ in range(600):
        try:
            if client.get("/readyz").status_code == httpx.codes.OK:
                return Served(url, data_dir, process, client)
        except httpx.TransportError:
            if process.poll() is not None:
                break
        time.sleep(0.1)
    process.kill()
    raise AssertionError(log.read_text())
