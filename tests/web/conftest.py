"""A service with documents that were read, and a real browser that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.services import AT_REST, Served, serve_forked

SET = Path(__file__).parents[2] / "samples" / "set"
READ = ("one-page.born.pdf", "turned.rotate.pdf", "income-by-code.born.pdf", "accounts-explained.dump.txt")
"""A form, a form that lies on its side, a fiscal table, a dump of several: each is read in a second or two."""
PATIENCE_MS = 90_000
"""For anything on a page: it only says when a test that hangs ends, and the machine may be busy with others."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the system's browser is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser is installed (Debian: chromium)")
    return found


def serve_read(folder: Path, read_into: Callable[..., dict[str, str]]) -> Iterator[Served]:
    """A service that has read the documents in ``READ``."""
    documents = read_into(folder / "data", [SET / name for name in READ])
    server = serve_forked(folder / "data", "--slots", "2", AT_REST)
    server.documents = documents
    yield server
    server.kill()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, read_into: Callable[..., dict[str, str]]) -> Iterator[Served]:
    """One running service for all; tests leave its documents as they are."""
    yield from serve_read(tmp_path_factory.mktemp("web"), read_into)


@pytest.fixture(scope="module")
def served_apart(
    tmp_path_factory: pytest.TempPathFactory, read_into: Callable[..., dict[str, str]]
) -> Iterator[Served]:
    """A service of a module's own, whose tests decide on fields and edit tables."""
    yield from serve_read(tmp_path_factory.mktemp("web"), read_into)


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
