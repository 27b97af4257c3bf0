"""Grid mode: a table walked, selected and put right by keys and by mouse, beside its page."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

FORM = "one-page.born.pdf"


@pytest.fixture(scope="module")
def served(served_apart: Any) -> Any:
    return served_apart


@pytest.fixture
def table(served: Any) -> Any:
    result = served.client.get(f"/v1/documents/{served.documents[FORM]}/result").json()
    return result["tables"][0]


@pytest.fixture
def edits(page: Page, served: Any, table: Any) -> list[dict[str, Any]]:
    """The page of the form's table; what it sends is told and answered as kept, and nothing is changed."""
    sent: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        sent.append(route.request.post_data_json)
        kept = {"outcome": "kept", "table": table, "structure_etag": f"1.{len(sent)}", "fields": [{}] * 7}
        route.fulfill(json=kept | {"checks": [], "lost": [], "theirs": None, "reviewed": 0, "left": 3})

    page.route("**/tables/*/edits", answer)
    page.goto(f"/documents/{served.documents[FORM]}/grid")
    expect(page.locator("[data-cell]")).to_have_count(len(table["cells"]))
    return sent


def name(cell: Any) -> str:
    return f"t1:{cell['row']}:{cell['col']}"


def pair(table: Any) -> tuple[Any, Any]:
    """Two plain cells side by side."""
    plain = {(c["row"], c["col"]): c for c in table["cells"] if c["row_span"] == c["col_span"] == 1}
    return next((c, plain[row, col + 1]) for (row, col), c in plain.items() if (row, col + 1) in plain and row > 3)


@pytest.mark.usefixtures("edits")
def test_cells_and_boxes_lead_to_each_other(page: Page, table: Any) -> None:
    left, right = pair(table)
    page.locator(f'[data-cell="{name(left)}"]').click()
    expect(page.locator(f'[data-box="{name(left)}"]')).to_have_class("box cell  selected")
    page.locator(f'[data-box="{name(right)}"]').click(force=True)
    expect(page.locator(".here")).to_have_attribute("data-cell", name(right))


def test_selected_cells_are_merged(page: Page, edits: list[dict[str, Any]], table: Any) -> None:
    left, right = pair(table)
    merge = page.get_by_role("button", name="合并所选单元格")
    page.locator(f'[data-cell="{name(left)}"]').click()
    expect(merge).to_be_disabled()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator('[data-cell][aria-selected="true"]')).to_have_count(2)
    merge.click()
    expect(page.locator(".note.good")).to_contain_text("已保存并重新解读：7 项")
    (sent,) = edits
    area = {"row": left["row"], "col": left["col"], "row_span": 1, "col_span": 2}
    assert sent | area | {"op": "merge"} == sent
    assert right["col"] == left["col"] + 1


def test_a_selection_takes_in_whole_what_it_would_cut(page: Page, edits: list[dict[str, Any]], table: Any) -> None:
    wide = next(c for c in table["cells"] if c["col_span"] > 1 and c["row"] > 0)
    above = next(
        c
        for c in table["cells"]
        if c["row"] + c["row_span"] == wide["row"] and c["col"] == wide["col"] and c["col_span"] < wide["col_span"]
    )
    page.locator(f'[data-cell="{name(above)}"]').click()
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_role("button", name="合并所选单元格").click()
    expect(page.locator(".note.good")).to_be_visible()
    assert edits[0]["col"] <= wide["col"]
    assert edits[0]["col"] + edits[0]["col_span"] >= wide["col"] + wide["col_span"]


def test_a_cell_is_written_in_saved_by_enter_and_left_by_escape(
    page: Page, edits: list[dict[str, Any]], table: Any
) -> None:
    cell, _ = pair(table)
    here = page.locator(f'[data-cell="{name(cell)}"]')
    here.click()
    page.keyboard.press("F2")
    expect(page.get_by_label("单元格文字")).to_have_value(cell["text"])
    page.keyboard.type("改")
    page.keyboard.press("Escape")
    expect(here).to_contain_text(cell["text"])
    expect(here).to_be_focused()
    page.keyboard.press("7")
    expect(page.get_by_label("单元格文字")).to_have_value("7")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator(".note.good")).to_be_visible()
    assert [(one["op"], one["row"], one["col"], one["text"]) for one in edits] == [
        ("text", cell["row"], cell["col"], "75")
    ]


def test_enter_while_an_input_method_composes_saves_nothing(
    page: Page, edits: list[dict[str, Any]], table: Any
) -> None:
    cell, _ = pair(table)
    page.locator(f'[data-cell="{name(cell)}"]').click()
    page.keyboard.press("F2")
    field = page.get_by_label("单元格文字")
    field.evaluate(
        """(field) => {
          for (let n = 0; n < 100; n++) {
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
          }
        }"""
    )
    expect(field).to_be_focused()
    assert edits == []


def test_rows_are_put_in_taken_out_and_the_last_step_taken_back(
    page: Page, edits: list[dict[str, Any]], table: Any
) -> None:
    cell, _ = pair(table)
    page.locator(f'[data-cell="{name(cell)}"]').click()
    for button in ("在上方插入行", "在下方插入行", "删除本行"):
        page.get_by_role("button", name=button).click()
    with page.expect_response(lambda answer: '"undo"' in (answer.request.post_data or "")):
        page.keyboard.press("Control+z")
    assert [(one["op"], one.get("row")) for one in edits] == [
        ("insert_row", cell["row"]),
        ("insert_row", cell["row"] + 1),
        ("remove_row", cell["row"]),
        ("undo", None),
    ]
    assert len({one["id"] for one in edits}) == 4
    assert [one["if_match"] for one in edits[1:]] == ["1.1", "1.2", "1.3"]


def test_a_table_is_put_right_where_the_page_came_unencrypted(
    page: Page, edits: list[dict[str, Any]], table: Any
) -> None:
    page.add_init_script("delete Crypto.prototype.randomUUID")  # as browsers have it for pages of another machine
    page.reload()
    page.locator(f'[data-cell="{name(pair(table)[0])}"]').click()
    page.get_by_role("button", name="删除本行").click()
    expect(page.locator(".note.good")).to_be_visible()
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", edits[0]["id"])


@pytest.mark.usefixtures("edits")
def test_the_first_cell_has_the_keys_at_once(page: Page) -> None:
    expect(page.locator('[data-cell="t1:0:0"]')).to_be_focused()


def test_whoever_comes_second_is_told_and_nothing_is_overwritten(page: Page, served: Any, table: Any) -> None:
    conflict = {"outcome": "conflict", "table": table, "structure_etag": "1.9", "fields": [], "checks": [], "lost": []}
    page.route(
        "**/tables/*/edits",
        lambda route: route.fulfill(json=conflict | {"theirs": {"by": "李"}, "reviewed": 0, "left": 3}),
    )
    page.goto(f"/documents/{served.documents[FORM]}/grid")
    page.locator(f'[data-cell="{name(pair(table)[0])}"]').click()
    page.get_by_role("button", name="删除本行").click()
    expect(page.locator(".note.doubt")).to_contain_text("李 刚刚修改过")
    page.get_by_role("button", name="查看最新内容").click()
    expect(page.locator("[data-cell]")).to_have_count(len(table["cells"]))


def test_a_table_is_really_put_right_and_back(page: Page, served: Any, table: Any) -> None:
    document = served.documents[FORM]
    cell, _ = pair(table)
    page.goto(f"/documents/{document}/grid")
    page.locator(f'[data-cell="{name(cell)}"]').click()
    page.get_by_role("button", name="在上方插入行").click()
    expect(page.locator(".note")).to_contain_text("已保存并重新解读")
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"] + 1)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"])
    now = served.client.get(f"/v1/documents/{document}/result").json()["tables"][0]
    assert [(c["row"], c["col"], c["text"]) for c in now["cells"]] == [
        (c["row"], c["col"], c["text"]) for c in table["cells"]
    ]
    page.get_by_role("button", name="删除本行").click()
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"] - 1)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"])


def test_two_windows_on_one_table_do_not_overwrite_each_other(page: Page, served: Any, table: Any) -> None:
    document = served.documents[FORM]
    cell, _ = pair(table)
    page.goto(f"/documents/{document}/grid")
    expect(page.locator("[data-cell]")).to_have_count(len(table["cells"]))
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1}).json()
    other = {"id": str(uuid4()), "op": "insert_row", "row": 5, "if_match": fields["structure_etag"]}
    answer = served.client.post(f"/v1/documents/{document}/tables/t1/edits", json=other)
    assert answer.json()["outcome"] == "kept"
    page.locator(f'[data-cell="{name(cell)}"]').click()
    page.get_by_role("button", name="删除本行").click()
    expect(page.locator(".note.doubt")).to_contain_text("没有生效")
    page.get_by_role("button", name="查看最新内容").click()
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"] + 1)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("tbody tr")).to_have_count(table["n_rows"])


def test_the_label_of_a_row_is_said_to_be_any_indicator(page: Page, served: Any) -> None:
    document = served.documents[FORM]
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    actual = next(one for one in fields if one["path"] == "indicators[1].actual")
    wanted = served.client.get("/v1/catalogue", params={"q": "率", "limit": 1}).json()["indicators"][0]
    page.goto(f"/documents/{document}/grid")
    source = actual["source"]
    page.locator(f'[data-cell="{source["table"]}:{source["row"]}:{source["col"]}"]').click()
    page.keyboard.press("Alt+l")
    page.get_by_role("dialog").get_by_role("combobox").fill("率")
    page.get_by_role("option").filter(has_text=wanted["id"]).first.click()
    expect(page.locator(".note.good")).to_contain_text(wanted["name"])
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    assert wanted["id"] in {one["label"]["indicator"] for one in fields if one["path"] == actual["path"]}


def test_what_was_said_of_a_cell_is_shown_and_can_be_written_over(page: Page, served: Any) -> None:
    document = served.documents[FORM]
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    score = next(one for one in fields if one["path"] == "indicators[1].score")
    said = {"id": str(uuid4()), "record": 0, "path": score["path"], "action": "correct", "text": "7.77"}
    body = {"decisions": [said | {"if_match": score["etag"]}]}
    assert served.client.post(f"/v1/documents/{document}/decisions", json=body).status_code == 200
    source = score["source"]
    page.goto(f"/documents/{document}/grid")
    cell = page.locator(f'[data-cell="{source["table"]}:{source["row"]}:{source["col"]}"]')
    expect(cell).to_contain_text("7.77")
    cell.click()
    page.keyboard.type("6.66")
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("已保存并重新解读")
    expect(cell).to_contain_text("6.66")
    record = served.client.get(f"/v1/documents/{document}/result").json()["records"][0]
    assert record["data"]["indicators"][1]["score"] == "6.66"
