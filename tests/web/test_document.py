"""The document page: what was read and where it was read, linked both ways."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

FORM = "one-page.born.pdf"
TURNED = "turned.rotate.pdf"
DUMP = "accounts-explained.dump.txt"


@pytest.fixture
def result(served: Any) -> Any:
    """Results as the service gives them, by file name."""
    return lambda name: served.client.get(f"/v1/documents/{served.documents[name]}/result").json()


def with_result(page: Page, change: Any) -> None:
    """Has the page see a result that ``change`` has changed."""

    def changed(route: Route) -> None:
        found = route.fetch().json()
        change(found)
        route.fulfill(json=found)

    page.route(re.compile(r"/result$"), changed)


def field_of(result: Any, path: str) -> Any:
    return next(field for field in result["records"][0]["fields"] if field["path"] == path)


def cell_of(field: Any) -> str:
    source = field["source"]
    return f'[data-cell="{source["table"]}:{source["row"]}:{source["col"]}"]'


def test_a_form_is_drawn_as_it_is_printed(page: Page, served: Any, result: Any) -> None:
    table = result(FORM)["tables"][0]
    page.goto(f"/documents/{served.documents[FORM]}")
    expect(page.locator("[data-cell]")).to_have_count(len(table["cells"]))
    for cell in table["cells"]:
        if cell["row_span"] > 1 or cell["col_span"] > 1:
            shown = page.locator(f'[data-cell="{table["id"]}:{cell["row"]}:{cell["col"]}"]')
            expect(shown).to_have_attribute("rowspan", str(cell["row_span"]))
            expect(shown).to_have_attribute("colspan", str(cell["col_span"]))


def test_a_cell_leads_to_its_box_and_a_box_to_its_cell(page: Page, served: Any, result: Any) -> None:
    found = result(FORM)
    name, score = field_of(found, "project_name"), field_of(found, "total_score")
    page.goto(f"/documents/{served.documents[FORM]}")
    page.locator(cell_of(name)).click()
    box = page.locator(".box.selected")
    assert float(box.get_attribute("x") or 0) < name["source"]["bbox"][0]
    expect(page.locator(".detail")).to_contain_text(name["text"])
    place = cell_of(score)[len('[data-cell="') : -2]
    page.locator(f'[data-box="{place}"]').click(force=True)
    expect(page.locator(cell_of(score))).to_have_attribute("aria-selected", "true")
    expect(page.locator(cell_of(score))).to_be_in_viewport()
    expect(page.locator(".detail")).to_contain_text(score["text"])


def test_arrows_walk_through_the_cells(page: Page, served: Any) -> None:
    page.goto(f"/documents/{served.documents[FORM]}")
    page.locator('[data-cell="t1:0:0"]').focus()
    page.keyboard.press("ArrowRight")
    selected = page.locator('[data-cell][aria-selected="true"]')
    expect(selected).to_have_count(1)
    expect(selected).to_be_focused()
    right = selected.get_attribute("data-cell")
    page.keyboard.press("ArrowLeft")
    expect(page.locator('[data-cell="t1:0:0"]')).to_be_focused()
    assert right != "t1:0:0"


def test_a_page_that_lies_on_its_side_is_stood_up(page: Page, served: Any, result: Any) -> None:
    info = result(TURNED)["document"]["pages"][0]
    assert info["rotation"] in {90, 270}
    page.goto(f"/documents/{served.documents[TURNED]}")
    picture = page.locator("svg.picture")
    expect(picture).to_have_attribute("viewBox", f"0 0 {info['height']:g} {info['width']:g}")
    page.get_by_role("button", name="转正").click()
    expect(picture).to_have_attribute("viewBox", f"0 0 {info['width']:g} {info['height']:g}")


def test_doubt_is_shown_by_more_than_a_colour_and_with_its_reason(page: Page, served: Any, result: Any) -> None:
    def doubt(found: Any) -> None:
        field = field_of(found, "project_name")
        field |= {"status": "needs_review", "confidence": 0.42, "reason": "a seal lies over it"}

    with_result(page, doubt)
    page.goto(f"/documents/{served.documents[FORM]}")
    cell = page.locator(cell_of(field_of(result(FORM), "project_name")))
    expect(cell).to_have_class(re.compile(r"\blow\b"))
    expect(cell).to_contain_text("待复核，把握很小")
    cell.click()
    expect(page.locator(".detail")).to_contain_text("被印章遮盖")
    expect(page.locator(".detail")).to_contain_text("42%")


def test_a_box_on_a_page_that_leans_is_as_large_as_its_cell(page: Page, served: Any, result: Any) -> None:
    """A cell of 200 by 20 that leans by 5 degrees stands in a box of 201 by 37."""

    def lean(found: Any) -> None:
        found["document"]["pages"][0] |= {"skew": 5.0, "rotation": 0}
        for cell in found["tables"][0]["cells"]:
            cell["bbox"] = [100, 100, 300.98, 137.35]
        for field in found["records"][0]["fields"]:
            if field["source"]:
                field["source"]["bbox"] = [100, 100, 300.98, 137.35]

    with_result(page, lean)
    page.goto(f"/documents/{served.documents[FORM]}")
    page.locator(cell_of(field_of(result(FORM), "project_name"))).click()
    box = page.locator(".box.selected")
    wide, high = (float(box.get_attribute(name) or 0) for name in ("width", "height"))
    assert (wide, high) == pytest.approx((200, 20), abs=4), "and a rim"
    level = box.evaluate("b => b.getBoundingClientRect().height / b.getBoundingClientRect().width")
    assert level == pytest.approx(high / wide, abs=0.03)


def test_failed_checks_are_told_first_and_lead_to_their_cells(page: Page, served: Any, result: Any) -> None:
    score = field_of(result(FORM), "total_score")

    def fail(found: Any) -> None:
        for each in found["records"][0]["checks"]:
            each["status"] = "pass"
        check = next(one for one in found["records"][0]["checks"] if one["id"] == "total_score")
        check |= {"status": "fail", "message": "9.5 + 80 = 89.5, not 89.7: off by 0.2"}

    with_result(page, fail)
    page.goto(f"/documents/{served.documents[FORM]}#checks")
    expect(page.get_by_role("tab", selected=True)).to_have_text("校验 (1)")
    expect(page.locator(".checks li")).to_have_count(1)
    expect(page.locator(".checks li")).to_contain_text("9.5 + 80 = 89.5，表中为 89.7，相差 0.2")
    page.get_by_role("button", name="在表中查看").click()
    expect(page.get_by_role("tab", selected=True)).to_have_text("识别结果")
    selected = page.locator('[data-cell][aria-selected="true"]')
    expect(selected).to_have_class(re.compile(r"\bwrong\b"))
    assert score["checks"]


def test_tabs_are_walked_with_arrows(page: Page, served: Any) -> None:
    page.goto(f"/documents/{served.documents[FORM]}")
    page.get_by_role("tab", selected=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile("校验"))
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", selected=True)).to_be_focused()


def test_revisions_are_compared(page: Page, served: Any) -> None:
    document = served.documents[TURNED]
    served.client.post(f"/v1/documents/{document}:reprocess")
    assert served.client.get(f"/v1/documents/{document}", params={"wait": 60}).json()["document"]["state"] == "done"
    difference = {
        "fields": [{"record": 0, "form": "x", "path": "total_score", "change": "value", "old": "89.6", "new": "89.7"}],
        "broken": [],
        "mended": [],
        "review": -2,
    }
    page.route("**/diff?*", lambda route: route.fulfill(body=json.dumps(difference), content_type="application/json"))
    page.goto(f"/documents/{document}#revisions")
    page.get_by_role("button", name="与上一版比较").first.click()
    expect(page.locator("del")).to_have_text("89.6")
    expect(page.locator("ins")).to_have_text("89.7")


def test_a_document_that_is_not_there_is_said_not_to_be(page: Page) -> None:
    page.goto(f"/documents/{'0' * 64}")
    expect(page.get_by_role("alert")).to_contain_text("找不到")


def test_a_dump_is_shown_as_text_with_the_place_marked(page: Page, served: Any, result: Any) -> None:
    page.goto(f"/documents/{served.documents[DUMP]}")
    field = next(
        one for one in result(DUMP)["records"][0]["fields"] if one["value"]["kind"] == "amount" and one["source"]
    )
    page.locator(cell_of(field)).click()
    expect(page.locator(".dump mark")).to_have_text(field["text"])


def test_the_history_tells_who_decided_what_and_leads_there(page: Page, served: Any, result: Any) -> None:
    field = field_of(result(FORM), "project_name")
    deed = {
        "number": 1,
        "id": "a",
        "revision": 1,
        "record": 0,
        "path": "project_name",
        "action": "correct",
        "text": "新的名称",
        "outcome": "kept",
        "by": "王",
        "at": "2026-01-02T03:04:05Z",
        "seen": {"label": "项目名称", "text": "旧的名称"},
    }
    page.route("**/decisions?*", lambda route: route.fulfill(json={"decisions": [deed], "next": None}))
    fate = {"outcome": "contradicted", "reason": "", "record": 0, "path": "project_name", "decision": deed}
    page.route("**/carried", lambda route: route.fulfill(json={"revision": 1, "carried": [fate]}))
    page.goto(f"/documents/{served.documents[FORM]}#history")
    told = page.locator(".deed")
    expect(told).to_contain_text("更正 项目名称")
    expect(told.locator("del")).to_have_text("旧的名称")
    expect(told.locator("ins")).to_have_text("新的名称")
    expect(told).to_contain_text("与新读数不一致")
    told.get_by_role("button", name="在表中查看").click()
    expect(page.locator(cell_of(field))).to_have_attribute("aria-selected", "true")
