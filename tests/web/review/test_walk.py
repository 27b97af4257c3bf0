"""Walk mode in a real browser: what keys do, what is undone, what is kept when the network is gone."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

ONE, TURNED, TWO, INCOME, PROJECTS = (
    "one-page.born.pdf",
    "turned.rotate.pdf",
    "two-pages.born.pdf",
    "income-by-code.born.pdf",
    "projects-two-pages.born.pdf",
)


def _said(history: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["path"], row["action"]) for row in history]


def test_enter_accepts_what_was_read_and_goes_on(walk: Any) -> None:
    here = walk(ONE)
    asked = [here.press("Enter").split(" ", 2)[2] for _ in range(5)]
    assert len(set(asked)) == 5
    here.saved()
    made = _said(here.history())
    assert [path for path, _ in made if path in asked] == asked
    assert {action for _, action in made} == {"accept"}


def test_the_next_field_is_on_the_screen_before_anything_is_sent(walk: Any, page: Page) -> None:
    page.clock.install(time=0)
    here = walk(INCOME)
    before, asked = len(here.history()), here.asked
    page.clock.pause_at(3600)  # no frame and no timer from here on
    page.keyboard.press("Enter")
    expect(page.locator(".ask")).not_to_have_attribute("data-item", asked)
    time.sleep(1)
    assert len(here.history()) == before
    page.clock.resume()
    here.saved()
    assert len(here.history()) > before


def test_what_is_said_in_a_tab_that_paints_nothing_is_sent_as_well(walk: Any, page: Page) -> None:
    here = walk(INCOME)
    before = len(here.history())
    page.evaluate("() => { window.requestAnimationFrame = () => 0 }")  # as browsers do for hidden tabs
    page.keyboard.press("Enter")
    end = time.monotonic() + 60
    while len(here.history()) == before and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert len(here.history()) > before


def test_typing_replaces_and_escape_brings_the_reading_back(walk: Any) -> None:
    here = walk(TURNED)
    read = here.page.locator(".ask textarea").input_value()
    here.page.keyboard.type("37.5")
    expect(here.page.locator(".ask textarea")).to_have_value("37.5")
    here.page.keyboard.press("Escape")
    expect(here.page.locator(".ask textarea")).to_have_value(read)
    here.page.keyboard.type("37.5")
    path = here.press("Enter").split(" ", 2)[2]
    here.saved()
    row = next(row for row in here.history() if row["path"] == path)
    assert (row["action"], row["text"], row["seen"]["text"]) == ("correct", "37.5", read)


def test_the_whole_table_opens_at_the_cell_and_back_leads_to_the_question(walk: Any) -> None:
    here = walk(TWO)
    asked = here.asked
    _, record, path = asked.split(" ", 2)
    result = here.served.client.get(f"/v1/documents/{here.document}/result").json()
    field = next(one for one in result["records"][int(record)]["fields"] if one["path"] == path)
    table, row, col = (field["source"][name] for name in ("table", "row", "col"))
    here.page.keyboard.press("Alt+g")
    expect(here.page.locator(f'[data-cell="{table}:{row}:{col}"]')).to_be_focused()
    here.page.go_back()
    expect(here.page.locator(".ask textarea")).to_be_focused()
    assert here.asked == asked


def test_one_can_go_back_and_say_otherwise(walk: Any) -> None:
    here = walk(TWO)
    first = here.press("Enter")
    here.press("Shift+Enter")
    assert here.asked == first
    here.page.keyboard.type("另一个")
    here.press("Enter")
    here.saved()
    path = first.split(" ", 2)[2]
    assert [(action, outcome) for action, outcome in _of(here, path)] == [("accept", "kept"), ("correct", "kept")]


def _of(here: Any, path: str) -> list[tuple[str, str]]:
    return [(row["action"], row["outcome"]) for row in here.history() if row["path"] == path]


def test_undo_takes_back_across_fields(walk: Any) -> None:
    here = walk(INCOME)
    before = _statuses(here)
    pressed = [here.press("Enter") for _ in range(3)]
    for expected in reversed(pressed):
        here.press("Control+z")
        assert here.asked == expected
    here.saved()
    for item in pressed:
        path = item.split(" ", 2)[2]
        assert _of(here, path) == [("accept", "kept"), ("revert", "kept")]
        assert before[path] == "needs_review"
    assert _statuses(here) == before


def _statuses(here: Any) -> dict[str, str]:
    """What every field of the one record is said to be, by its path."""
    fields = here.served.client.get(f"/v1/documents/{here.document}/fields", params={"limit": 1000}).json()["fields"]
    return {field["path"]: field["status"] for field in fields}


def test_a_cell_whose_picture_is_not_here_yet_is_not_accepted_unseen(page: Page, served: Any) -> None:
    held: list[Route] = []
    page.route("**/image?*", lambda route: held.append(route))  # noqa: PLW0108 - a builtin holds no attributes
    page.goto(f"/review?document={served.documents[TWO]}")
    asked = page.locator(".ask")
    expect(asked.locator("textarea")).to_be_focused()
    first = asked.get_attribute("data-item")
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(asked.get_by_role("status")).to_contain_text("图像尚未载入")
    expect(asked).to_have_attribute("data-item", first or "")
    page.wait_for_timeout(1100)
    page.keyboard.press("Enter")  # whoever has read that there is no picture may go on
    expect(asked).not_to_have_attribute("data-item", first or "")
    second = asked.get_attribute("data-item")
    page.keyboard.press("Alt+b")
    expect(asked).to_have_attribute("data-item", second or "")
    for route in held:
        route.continue_()
    page.unroute_all(behavior="ignoreErrors")  # else the call that gives the fields back may be held with the page gone
    expect(asked.locator("canvas")).to_have_attribute("data-drawn", second or "")
    page.keyboard.press("Enter")
    expect(asked).not_to_have_attribute("data-item", second or "")


def test_fields_are_held_for_long_only_by_a_tab_that_got_them(walk: Any, page: Page) -> None:
    leases = "/v1/review/leases"
    with (
        page.expect_request(lambda one: one.method == "PUT" and leases in one.url),  # once the answer is here
        page.expect_request(lambda one: one.method == "POST" and one.url.endswith(leases)) as asked,
    ):
        walk(TURNED)
    assert asked.value.post_data_json["seconds"] <= 30, "a tab that is closed before the answer never gives them back"


def test_undo_in_a_text_is_the_texts_own(walk: Any) -> None:
    here = walk(INCOME)
    asked = here.press("Enter")
    here.press("Shift+Enter")
    here.press("Enter")
    now = here.asked
    here.page.keyboard.type("12")
    here.page.keyboard.press("Control+z")
    assert here.asked == now != asked


@pytest.mark.parametrize(("key", "action"), [("Alt+b", "blank"), ("Alt+u", "unreadable")])
def test_blank_and_unreadable_have_keys(walk: Any, key: str, action: str) -> None:
    here = walk(PROJECTS)
    path = here.press(key).split(" ", 2)[2]
    here.saved()
    assert _of(here, path)[-1] == (action, "kept")


def test_page_down_leaves_a_field_for_later(walk: Any) -> None:
    here = walk(PROJECTS)
    before = len(here.history())
    first = here.press("PageDown")
    here.press("PageUp")
    assert here.asked == first
    assert len(here.history()) == before


def test_an_alternative_is_taken_by_its_number(page: Page, walk: Any) -> None:
    def with_others(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        for item in body["items"]:
            item["alternatives"] = ["甲", "乙"]
        route.fulfill(response=answer, json=body)

    page.route("**/v1/review/leases", with_others)
    here = walk(PROJECTS)
    expect(page.locator(".ask-others button")).to_have_count(2)
    page.keyboard.press("Alt+2")
    expect(page.locator(".ask textarea")).to_have_value("乙")
    page.keyboard.press("Alt+7")
    expect(page.locator(".ask textarea")).to_have_value("乙")
    path = here.press("Enter").split(" ", 2)[2]
    here.saved()
    assert here.history()[-1]["text"] == "乙"
    assert here.history()[-1]["path"] == path


def test_what_is_otherwise_in_a_long_reading_stands_out(page: Page, walk: Any) -> None:
    read = "完成率不低于95%得2分；每低1个百分点扣0.5分，扣完为止"
    others = [read.replace("，", "。"), read.replace("分；", "；")]

    def with_others(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        for item in body["items"]:
            item |= {"text": read[:20] + "\n" + read[20:], "alternatives": others}
        route.fulfill(response=answer, json=body)

    page.route("**/v1/review/leases", with_others)
    walk(PROJECTS)
    expect(page.locator(".other mark")).to_have_text(["。", "2；"])
    expect(page.locator(".other-text").first).to_have_text("…1个百分点扣0.5分。扣完为止")


def test_a_question_mark_shows_the_keys_unless_one_is_typing(walk: Any) -> None:
    here = walk(PROJECTS)
    here.page.keyboard.press("?")
    expect(here.page.get_by_role("dialog")).to_be_visible()
    here.page.keyboard.press("Escape")
    expect(here.page.get_by_role("dialog")).to_have_count(0)
    here.page.locator(".ask textarea").focus()
    here.page.keyboard.type("5?")
    expect(here.page.locator(".ask textarea")).to_have_value("5?")


def test_a_cell_is_read_anew_and_what_was_found_can_be_taken(walk: Any, page: Page) -> None:
    here = walk(TURNED)
    with page.expect_response(lambda answer: "/readings?" in answer.url, timeout=120_000) as answered:
        page.keyboard.press("Alt+r")
    found = answered.value.json()["readings"]
    read = page.locator(".ask textarea").input_value()
    assert "".join(read.split()) in {"".join(one["text"].split()) for one in found}, "read right before, and so again"
    other = {"text": f"{read}之二", "probability": 0.9, "prepared": ["bold"]}
    page.route("**/readings?*", lambda route: route.fulfill(json={"readings": [*found, other]}))
    page.keyboard.press("Alt+r")
    offered = page.get_by_role("button", name=other["text"])
    expect(offered).to_be_visible()
    offered.click()
    here.press("Enter")
    here.saved()
    assert here.history()[-1]["text"] == other["text"]


def test_a_label_is_said_to_be_any_indicator_that_is_searched_for(walk: Any, served: Any, page: Page, axe: str) -> None:
    here = walk(TWO, query="&role=indicators.actual")
    row = here.path.rpartition(".")[0]
    asked, before = here.asked, _labels(served, here.document, row)
    page.keyboard.press("Alt+l")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    catalogue = served.client.get("/v1/catalogue", params={"q": "率", "limit": 2}).json()["indicators"]
    page.keyboard.type("率")
    expect(dialog.get_by_role("option").nth(1)).to_contain_text(catalogue[1]["id"])
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text(catalogue[1]["id"])
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".ask textarea")).to_be_focused()
    expect(page.locator(".ask-why")).to_contain_text(catalogue[1]["name"])
    assert here.asked == asked, "the value is still to be looked at"
    here.saved()
    assert _labels(served, here.document, row) == {catalogue[1]["id"]}
    proposed = served.client.get("/v1/catalogue/proposals").json()["proposals"]
    assert catalogue[1]["id"] in {one["indicator"] for one in proposed}
    page.keyboard.press("Control+z")
    here.saved()
    expect(page.locator(".ask")).to_have_attribute("data-item", asked)
    end = time.monotonic() + 60  # nothing on the page tells that what is taken back is on its way
    while _labels(served, here.document, row) != before and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert _labels(served, here.document, row) == before


def _labels(served: Any, document: str, row: str) -> set[str | None]:
    """The indicators that the fields of a row are."""
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    return {one["label"]["indicator"] for one in fields if one["path"] in {f"{row}.actual", f"{row}.score"}}


def test_all_of_it_works_with_a_mouse(walk: Any) -> None:
    here = walk(PROJECTS)
    page = here.page
    first = here.asked
    page.get_by_role("button", name=re.compile("^无误")).click()
    expect(page.locator(".ask")).not_to_have_attribute("data-item", first)
    page.get_by_role("button", name="上一项").click()
    expect(page.locator(".ask")).to_have_attribute("data-item", first)
    page.get_by_role("button", name="稍后").click()
    page.get_by_role("button", name=re.compile("^撤销")).click()
    expect(page.locator(".ask")).to_have_attribute("data-item", first)
    here.saved()
    assert _of(here, first.split(" ", 2)[2])[-1] == ("revert", "kept")


def test_the_cell_is_shown_as_large_as_what_is_typed_and_marked_on_the_page(walk: Any) -> None:
    here = walk(TURNED)
    canvas = here.page.locator(".ask-cut canvas")
    expect(canvas).to_have_attribute("data-drawn", here.asked)
    cut, text, mark = canvas.bounding_box(), here.page.locator(".ask textarea").bounding_box(), None
    assert cut is not None
    assert text is not None
    assert 0 <= text["y"] - (cut["y"] + cut["height"]) < 30, "right above what is typed"
    assert here.page.locator(".ask textarea").evaluate("text => parseInt(text.style.fontSize)") in range(16, 27)
    inked = canvas.evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let dark = 0;"
        "for (let i = 0; i < d.length; i += 4) dark += d[i] < 128; return dark; }"
    )
    assert inked > 20
    mark, frame = here.page.locator(".pane-mark").bounding_box(), here.page.locator(".pane-frame").bounding_box()
    assert mark is not None
    assert frame is not None
    assert frame["x"] <= mark["x"] + mark["width"] / 2 <= frame["x"] + frame["width"]
    assert frame["y"] <= mark["y"] + mark["height"] / 2 <= frame["y"] + frame["height"]


def test_what_is_said_without_a_network_is_kept_and_sent_when_it_is_back(context: BrowserContext, walk: Any) -> None:
    here = walk(INCOME)
    before = len(here.history())
    context.set_offline(True)
    pressed = [here.press("Enter") for _ in range(4)]
    expect(here.page.locator("[data-waiting]")).to_contain_text("网络不通")
    context.set_offline(False)
    here.saved()
    paths = {item.split(" ", 2)[2] for item in pressed}
    assert paths <= {row["path"] for row in here.history()[before:]}


def test_a_tab_that_was_closed_without_a_network_leaves_what_was_said_to_the_next(
    context: BrowserContext, walk: Any
) -> None:
    here = walk(TWO)
    before = len(here.history())
    # By the browser itself: what a route of the test's has not stopped yet goes out when the tab closes.
    network = context.new_cdp_session(here.page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/decisions"]})
    pressed = [here.press("Enter") for _ in range(3)]
    expect(here.page.locator("[data-waiting]")).to_contain_text("网络不通")
    here.page.close()
    assert len(here.history()) == before
    again = walk(TWO, context.new_page())
    again.saved()
    assert {item.split(" ", 2)[2] for item in pressed} <= {row["path"] for row in again.history()[before:]}
    assert again.asked not in pressed


NOTHING_WRITTEN = """() => {
  const begun = IDBDatabase.prototype.transaction;
  const never = { objectStore: () => ({ add() {} }), commit() {} };
  IDBDatabase.prototype.transaction = function (names, mode, ...rest) {
    return mode === "readwrite" ? never : begun.call(this, names, mode, ...rest);
  };
}"""
"""The browser's database takes what it is given, and never has it on the disk."""


def test_what_the_database_does_not_have_yet_is_kept_as_well(context: BrowserContext, walk: Any) -> None:
    here = walk(INCOME)
    before = len(here.history())
    here.page.evaluate(NOTHING_WRITTEN)
    pressed = [here.press("Enter") for _ in range(2)]
    expect(here.page.locator("[data-waiting='2']")).to_be_visible()
    here.page.close()
    again = walk(INCOME, context.new_page())
    again.saved()
    made = [row["path"] for row in again.history()[before:]]
    assert [made.count(item.split(" ", 2)[2]) for item in pressed] == [1, 1]
    assert again.page.evaluate("() => Object.keys(localStorage).filter((name) => name.includes('review'))") == []


def test_what_a_killed_tab_kept_twice_is_sent_once(context: BrowserContext, walk: Any) -> None:
    here = walk(INCOME)
    here.page.evaluate("() => { Storage.prototype.removeItem = () => {} }")
    context.set_offline(True)
    pressed = here.press("Enter")
    expect(here.page.locator("[data-waiting='1']")).to_contain_text("网络不通")
    here.page.close()
    context.set_offline(False)
    page = context.new_page()
    with page.expect_request(lambda one: one.method == "POST" and one.url.endswith("/decisions")) as sent:
        walk(INCOME, page).saved()
    paths = [one["path"] for one in sent.value.post_data_json["decisions"]]
    assert paths.count(pressed.split(" ", 2)[2]) == 1


def test_without_a_network_it_is_tried_ever_more_seldom(context: BrowserContext, walk: Any) -> None:
    here = walk(INCOME)
    tried: list[str] = []
    here.page.on("requestfailed", lambda request: tried.append(request.url))
    context.set_offline(True)
    here.press("Enter")
    here.page.wait_for_timeout(3000)
    context.set_offline(False)
    here.saved()
    assert 1 <= len([url for url in tried if url.endswith("/decisions")]) <= 5, "after 0, 0.5 and 1.5 seconds"


def test_a_decision_that_cannot_be_taken_is_told_and_holds_up_nothing(page: Page, walk: Any) -> None:
    here = walk(ONE)
    before = len(here.history())
    refused = {"type": "about:blank", "title": "x", "status": 422, "code": "no_such_field", "detail": "没有这一项"}

    def refuse(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")["decisions"]
        if any(one["path"] == path for one in sent):
            route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(refused))
        else:
            route.continue_()

    path = here.path
    page.route("**/decisions", refuse)
    for _ in range(4):
        here.press("Enter")
    expect(page.locator(".trouble")).to_contain_text("没有这一项")
    here.saved()
    kept = [row["path"] for row in here.history()[before:]]
    assert len(set(kept)) >= 3
    assert path not in kept
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".trouble")).to_have_count(0)


def test_others_that_an_answer_settles_leave_the_walk_and_are_told(page: Page, walk: Any) -> None:
    leased: list[dict[str, Any]] = []

    def listen(route: Route) -> None:
        answer = route.fetch()
        leased.extend(answer.json()["items"])
        route.fulfill(response=answer)

    def settle(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        body["settled"] = [{"record": item["record"], "path": item["path"]} for item in leased[1:4]]
        route.fulfill(response=answer, json=body)

    page.route("**/v1/review/leases", listen)
    page.route("**/decisions", settle)
    here = walk(PROJECTS)
    here.press("Enter")
    expect(page.locator(".settled")).to_contain_text("连带确认了 3 项")
    expect(page.locator("#said")).to_contain_text("连带确认了 3 项")

    def key(item: dict[str, Any]) -> str:
        return f"{item['document']} {item['record']} {item['path']}"

    # What is looked at is not taken away under the hand that is about to press Enter; the others are not asked.
    expect(page.locator(".ask")).to_have_attribute("data-item", key(leased[1]))
    here.press("Enter")
    expect(page.locator(".ask")).to_have_attribute("data-item", key(leased[4]))


@pytest.mark.parametrize("width", [1440, 720])
def test_the_walk_is_accessible(walk: Any, page: Page, axe: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    here = walk(PROJECTS)
    expect(page.locator(".ask-cut canvas")).to_have_attribute("data-drawn", here.asked)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    found = page.evaluate("axe.run()")["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_on_a_narrow_screen_the_page_ends_where_its_picture_ends(walk: Any, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    walk(TWO)
    frame, picture = page.locator(".pane-frame").bounding_box(), page.locator(".pane-sheet canvas").bounding_box()
    assert frame is not None
    assert picture is not None
    assert frame["height"] <= picture["height"] + 2, "but for its borders"


def test_a_field_of_a_text_dump_is_marked_among_its_lines(page: Page, served: Any) -> None:
    path = Path(__file__).parents[3] / "samples" / "set" / "text.dump.txt"
    (document,) = served.send(path)
    page.goto(f"/review?document={document}")
    expect(page.locator(".ask textarea")).to_be_focused()
    marked = page.locator(".pane mark")
    expect(marked.first).to_be_visible()
    read = page.locator(".ask textarea").input_value()
    assert read.strip() in "".join(marked.all_inner_texts())
    before = page.locator(".ask").get_attribute("data-item")
    page.keyboard.press("Enter")
    page.wait_for_function("b => document.querySelector('.ask')?.dataset.item !== b", arg=before)
    assert "".join(marked.all_inner_texts()).strip() == page.locator(".ask textarea").input_value().strip()
