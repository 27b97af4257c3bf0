"""Sheet mode in a real browser: many cells at a glance, and only the wrong ones are marked."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

ONE, SCORES = "one-page.born.pdf", "scores.born.pdf"


def _column(served: Any, name: str, least: int) -> tuple[str, str]:
    """A document, and one of its columns with some cells in it."""
    document = served.documents[name]
    offered = served.client.get("/v1/review/sheets", params={"document": document}).json()["columns"]
    return document, next(one["role"] for one in offered if least <= one["count"] <= 40 and "level" not in one["role"])


def _history(served: Any, document: str) -> list[dict[str, Any]]:
    path = f"/v1/documents/{document}/decisions"
    return list(served.client.get(path, params={"limit": 1000}).json()["decisions"])


def _open(page: Page, document: str, role: str) -> None:
    page.goto(f"/review/sheet?document={document}&role={role}")
    expect(page.locator(".tile button").first).to_be_focused()


def test_groups_are_offered_and_lead_to_their_cells(page: Page, served: Any) -> None:
    page.goto(f"/review/sheet?document={served.documents[ONE]}")
    offer = page.locator(".offer").first
    reading, count = offer.locator(".offer-text").inner_text(), int(offer.locator(".tag").inner_text())
    offer.click()
    expect(page.locator(".tile").first).to_be_visible()
    assert page.locator(".tile").count() == min(count, 48)
    assert set(page.locator(".tile .tile-text").all_inner_texts()) == {reading}


def test_what_is_not_marked_is_right_and_what_is_marked_is_what_was_typed(page: Page, served: Any) -> None:
    document, role = _column(served, SCORES, 6)
    _open(page, document, role)
    paths = page.locator(".tile").evaluate_all("tiles => tiles.map(tile => tile.dataset.path)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(".tile input")).to_be_focused()
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # marked, and left as it is
    expect(page.locator(".sheet-do .tag")).to_contain_text("2")
    page.keyboard.press("Enter")
    expect(page.locator(f".tile[data-path='{paths[0]}']")).to_have_count(0)
    expect(page.locator("[data-waiting='0']")).to_be_visible()
    made = _history(served, document)
    actions = Counter(row["action"] for row in made)
    assert {(row["path"], row["text"]) for row in made if row["action"] == "correct"} == {(paths[1], "77")}
    assert actions["accept"] >= len(paths) - 2
    assert paths[2] not in {row["path"] for row in made}


def test_a_sheet_is_taken_back_whole(page: Page, served: Any) -> None:
    document, role = _column(served, ONE, 4)
    _open(page, document, role)
    before = len(_history(served, document))
    paths = page.locator(".tile").evaluate_all("tiles => tiles.map(tile => tile.dataset.path)")
    page.keyboard.press("Enter")
    expect(page.locator(f".tile[data-path='{paths[0]}']")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(f".tile[data-path='{paths[0]}']")).to_be_visible()
    expect(page.locator("[data-waiting='0']")).to_be_visible()
    made = Counter(row["action"] for row in _history(served, document)[before:])
    assert made["accept"] == made["revert"] >= len(paths)


def test_a_cell_is_marked_with_a_mouse_and_unmarked_again(page: Page, served: Any) -> None:
    document, role = _column(served, ONE, 4)
    _open(page, document, role)
    cell = page.locator(".tile button").nth(2)
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".tile input")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "&role=indicators.score"])
def test_sheets_are_accessible(page: Page, served: Any, axe: str, query: str) -> None:
    page.goto(f"/review/sheet?document={served.documents[ONE]}{query}")
    expect(page.locator(".tile, .offer").first).to_be_visible()
    if query:
        page.keyboard.press("Space")
        expect(page.locator(".tile input")).to_be_visible()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_an_alternative_is_taken_with_one_key(page: Page, served: Any) -> None:
    document, role = _column(served, ONE, 4)

    def with_others(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        items = [item | {"alternatives": ["甲", "乙"]} for item in body["items"]]
        route.fulfill(response=answer, json=body | {"items": items})

    page.route("**/v1/review/leases", with_others)
    _open(page, document, role)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tile-others button")).to_have_count(2)
    page.keyboard.press("Alt+2")
    expect(page.locator(".tile input")).to_have_value("乙")
    expect(page.locator(".tile .tile-cell").nth(1)).to_be_focused()  # and arrows go on from there
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tile .tile-cell").nth(2)).to_be_focused()
    page.unroute_all(behavior="ignoreErrors")


def test_after_a_column_the_next_one_is_an_enter_away(page: Page, served: Any) -> None:
    document = served.documents["projects-two-pages.born.pdf"]
    offered = served.client.get("/v1/review/sheets", params={"document": document}).json()["columns"]
    role = next(one["role"] for one in offered if one["count"] <= 48)
    _open(page, document, role)
    page.keyboard.press("Enter")
    following = page.get_by_role("link", name="下一列")
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tile").first).to_be_visible()
    assert role not in page.url
