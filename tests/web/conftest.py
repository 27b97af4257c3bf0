"""A service with documents that were read, and a real browser that looks at it."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

SET = Path(__file__).parents[2] / "samples" / "set"
READ = ("one-page.born.pdf", "turned.rotate.pdf", "income-by-code.born.pdf", "accounts-explained.dump.txt")
"""A form, a form that lies on its side, a fiscal table, a dump of several: each is read in a second or two."""
PATIENCE_MIN = 5
"""For one document."""
PATIENCE_MS = 90_000
"""For anything on a page: it only says when a test that hangs ends, and the machine may be busy with others."""


@dataclass
class Served:
    """A ``scanledger serve`` in a process of its own. ``documents``: ids of what it has read, by file name."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    client: httpx.Client
    documents: Mapping[str, str] = field(default_factory=dict)

    def send(self, *paths: Path) -> tuple[str, ...]:
        """Uploads and waits until all are read; the documents' ids."""
        for path in paths:
            answer = self.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())})
            assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        documents = tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
        for document in documents:
            assert self._ended(document) == "done"
        return documents

    def _ended(self, document: str) -> str:
        """The state that reading ends in. What is tested are the pages: a busy machine may take its time to read."""
        for _ in range(PATIENCE_MIN):
            state = self.client.get(f"/v1/documents/{document}", params={"wait": 60}).json()["document"]["state"]
            if state not in {"queued", "running"}:
                break
        return str(state)

    def stop(self) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()


def serve(data_dir: Path, *options: str) -> Served:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Readers that rehearse would take as much as half a minute of a processor each from the tests beside.
    asked = ["--data-dir", str(data_dir), "--port", str(port), "--no-rehearsal", *options]
    command = [sys.executable, "-m", "api.cli", "serve", *asked]
    log = data_dir.parent / f"serve-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=240)
    for _ in range(600):
        try:
            if client.get("/readyz").status_code == httpx.codes.OK:
                return Served(f"http://127.0.0.1:{port}", data_dir, process, client)
        except httpx.TransportError:
            if process.poll() is not None:
                break
        time.sleep(0.1)
    process.kill()
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the system's browser is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser is installed (Debian: chromium)")
    return found


def serve_read(folder: Path) -> Iterator[Served]:
    """A service that has read the documents in ``READ``."""
    server = serve(folder / "data", "--slots", "2")
    try:
        server.documents = dict(zip(READ, server.send(*(SET / name for name in READ)), strict=True))
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running service for all; tests leave its documents as they are."""
    yield from serve_read(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def served_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of a module's own, whose tests decide on fields and edit tables."""
    yield from serve_read(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="session")
def serving() -> object:
    """Starts a service on a data folder; whoever starts it stops it."""
    return serve


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """For a module and not longer: while it runs, nothing else in this process may run an event loop."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """A person with an empty browser, who reads Chinese."""
    opened = browser.new_context(base_url=served.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab. The test fails where the page complains: errors of scripts, and all that its policy forbids."""
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    yield opened
    # A call that is answered with a problem is told by the page; the browser's own line about it is none.
    assert not [one for one in complaints if not one.startswith("Failed to load resource")]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, to be evaluated in a page."""
    return (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
