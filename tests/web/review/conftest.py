"""A service that is sure of nothing, so that every field of a few documents is asked about, and people who answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SET = Path(__file__).parents[3] / "samples" / "set"
READ = (
    "one-page.born.pdf",
    "turned.rotate.pdf",
    "two-pages.born.pdf",
    "income-by-code.born.pdf",
    "projects-two-pages.born.pdf",
    "scores.born.pdf",
)
SURE_OF_NOTHING = ("--review-threshold", "1")


@pytest.fixture(scope="module")
def served(
    serving: Any, read_into: Any, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """Of a module's own, because its tests decide on fields. A module's ``MORE`` documents, as many as it names."""
    folder = tmp_path_factory.mktemp("review")
    documents = read_into(folder / "data", [SET / name for name in READ], *SURE_OF_NOTHING)
    server = serving(folder / "data", "--slots", "1", *SURE_OF_NOTHING)
    more: list[Path] = []
    if count := getattr(request.module, "MORE", 0):
        make = ["-m", "samples", "make", "--seed", "6", "--count", str(count), "--variants", "born", "--out"]
        subprocess.run([sys.executable, *make, str(folder / "made")], check=True, capture_output=True)
        more = sorted((folder / "made").glob("*.pdf"))
    try:
        made = zip((path.name for path in more), server.send(*more), strict=True)
        server.documents = documents | dict(made)
        yield server
    finally:
        server.kill()


def _pictured(page: Page) -> None:
    """Waits, as a person does, until the cell in question can be seen: without its picture no key answers at once."""
    page.wait_for_function("() => !document.querySelector('.ask [data-coming]')")


@dataclass
class Walk:
    """A person at the walk. ``document``: the only one that is asked about."""

    page: Page
    served: Any
    document: str

    @property
    def asked(self) -> str:
        """What the field in question is called, or nothing."""
        return self.page.evaluate("document.querySelector('.ask')?.dataset.item ?? ''")

    @property
    def path(self) -> str:
        return self.asked.split(" ", 2)[2]

    def open(self, query: str = "") -> Walk:
        self.page.goto(f"/review?document={self.document}{query}")
        expect(self.page.locator(".ask textarea")).to_be_focused()
        _pictured(self.page)
        return self

    def press(self, key: str) -> str:
        """Presses a key that goes to another field; what was asked before."""
        _pictured(self.page)
        before = self.asked
        self.page.keyboard.press(key)
        self.page.wait_for_function(
            "before => (document.querySelector('.ask')?.dataset.item ?? '') !== before", arg=before
        )
        return before

    def saved(self) -> None:
        """Waits until the service has all that was said."""
        expect(self.page.locator("[data-waiting='0']")).to_be_visible()

    def history(self) -> list[dict[str, Any]]:
        """All decisions that the service has, in order."""
        found: list[dict[str, Any]] = []
        cursor = 0
        while cursor is not None:
            path = f"/v1/documents/{self.document}/decisions"
            body = self.served.client.get(path, params={"limit": 1000, "cursor": cursor}).json()
            found += body["decisions"]
            cursor = body["next"]
        return found


@pytest.fixture
def pictured() -> Callable[[Page], None]:
    return _pictured


@pytest.fixture
def walk(page: Page, served: Any) -> Iterator[Any]:
    """Opens the walk along one document, by the name of its file."""

    def opened(name: str, at: Page = page, query: str = "") -> Walk:
        return Walk(at, served, served.documents[name]).open(query)

    yield opened
    if not page.is_closed():
        page.unroute_all(behavior="ignoreErrors")  # what a test answered in the service's place may still be under way
