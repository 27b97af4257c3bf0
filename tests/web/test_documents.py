"""The documents page: sent, watched, filtered, taken away, deleted."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

SET = Path(__file__).parents[2] / "samples" / "set"


def row(page: Page, name: str) -> Any:
    return page.locator("tr", has=page.get_by_role("link", name=name, exact=True))


@pytest.fixture
def copies(served: Any, tmp_path: Path) -> Any:
    """Gives a document of its own: a sample with a comment at its end. Deleted from the service afterwards."""
    made: list[str] = []

    def copy(name: str) -> Path:
        path = tmp_path / name
        path.write_bytes((SET / "targets.born.pdf").read_bytes() + f"\n% {path}".encode())
        made.append(name)
        return path

    yield copy
    for document in served.client.get("/v1/documents", params={"limit": 200}).json()["documents"]:
        if document["filename"] in made:
            served.client.delete(f"/v1/documents/{document['id']}")


def test_documents_are_listed_with_what_is_left_to_review(page: Page, served: Any) -> None:
    page.goto("/")
    for name, document in served.documents.items():
        newest = served.client.get(f"/v1/documents/{document}").json()["document"]["newest"]
        shown = row(page, name)
        expect(shown).to_contain_text("已完成")
        expect(shown).to_contain_text(f"{newest['to_review']} / " if newest["to_review"] else "无需复核")


def test_several_files_are_chosen_and_read(page: Page, copies: Any) -> None:
    page.goto("/")
    page.locator("input[type=file]").set_input_files([copies("第一份.pdf"), copies("第二份.pdf")])
    for name in ("第一份.pdf", "第二份.pdf"):
        expect(row(page, name)).to_contain_text("已完成")
    expect(page.locator(".sending li")).to_have_count(0)


def test_a_file_is_dropped_anywhere_on_the_page(page: Page, copies: Any) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    data = base64.b64encode(copies("拖入.pdf").read_bytes()).decode()
    dropped = page.evaluate_handle(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], "拖入.pdf"));
          return transfer;
        }""",
        data,
    )
    page.dispatch_event("h1", "dragenter", {"dataTransfer": dropped})
    expect(page.locator(".drop.over")).to_be_visible()
    page.dispatch_event("h1", "drop", {"dataTransfer": dropped})
    expect(row(page, "拖入.pdf")).to_contain_text("已完成")
    expect(page.locator(".drop.over")).to_have_count(0)


def test_a_file_that_is_refused_says_why_and_can_be_sent_again(page: Page, tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    page.goto("/")
    page.locator("input[type=file]").set_input_files(empty)
    refused = page.locator(".sending li")
    expect(refused).to_contain_text("空.pdf")
    expect(refused).to_contain_text("文件是空的")
    refused.get_by_role("button", name="重试").click()
    expect(refused).to_contain_text("文件是空的")
    refused.get_by_role("button", name="忽略").click()
    expect(refused).to_have_count(0)


def test_a_file_that_cannot_be_read_says_why_in_its_row(page: Page, served: Any, tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else, for the pages")
    document = served.client.post("/v1/documents", files={"file": (broken.name, broken.read_bytes())}).json()
    page.goto("/")
    expect(row(page, "坏.pdf")).to_contain_text("失败")
    expect(row(page, "坏.pdf")).to_contain_text("文件已损坏")
    expect(row(page, "坏.pdf").get_by_role("button", name="下载")).to_have_count(0)
    served.client.delete(f"/v1/documents/{document['document']['id']}")


def test_filters_by_state_and_by_name(page: Page, served: Any) -> None:
    page.goto("/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(served.documents))
    page.get_by_role("button", name="失败").click()
    expect(page.locator("main")).to_contain_text("没有符合条件的文档")
    page.get_by_role("button", name="全部").click()
    expect(rows).to_have_count(len(served.documents))
    page.get_by_role("searchbox").fill("ROTATE")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("turned.rotate.pdf")


@pytest.mark.parametrize(
    ("kind", "start"), [("JSON", b"{"), ("CSV", b""), ("XLSX", b"PK"), ("HTML", b"<!"), ("MD", b"#")]
)
def test_a_result_is_taken_away_in_each_format(page: Page, kind: str, start: bytes) -> None:
    page.goto("/")
    row(page, "one-page.born.pdf").get_by_role("button", name="下载").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=kind, exact=True).click()
    assert waiting.value.suggested_filename == f"one-page.born.pdf.{kind.lower()}"
    data = Path(waiting.value.path()).read_bytes()
    assert data
    assert data.startswith(start)


def test_a_menu_is_closed_by_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/")
    button = row(page, "one-page.born.pdf").get_by_role("button", name="下载")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="CSV", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="CSV", exact=True)).to_have_count(0)
    expect(button).to_be_focused()


def test_deleting_asks_first(page: Page, served: Any, copies: Any) -> None:
    (document,) = served.send(copies("要删除.pdf"))
    page.goto("/")
    shown = row(page, "要删除.pdf")
    shown.get_by_role("button", name="更多").click()
    shown.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(shown).to_be_visible()
    shown.get_by_role("button", name="更多").click()
    shown.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(shown).to_have_count(0)
    assert served.client.get(f"/v1/documents/{document}").status_code == 404


def test_reading_again_makes_another_revision(page: Page, served: Any, copies: Any) -> None:
    (document,) = served.send(copies("再读.pdf"))
    page.goto("/")
    row(page, "再读.pdf").get_by_role("button", name="更多").click()
    with page.expect_response(re.compile(":reprocess")):
        page.get_by_role("button", name="重新识别").click()
    served.client.get(f"/v1/documents/{document}", params={"wait": 60})
    expect(row(page, "再读.pdf")).to_contain_text("已完成")
    assert len(served.client.get(f"/v1/documents/{document}/revisions").json()["revisions"]) == 2


def test_pages_done_are_told_by_events_and_reading_can_be_stopped(page: Page, served: Any) -> None:
    """A service in the middle of a long document, played by the test."""
    document = served.client.get(f"/v1/documents/{served.documents['one-page.born.pdf']}").json()["document"]
    document |= {"state": "running", "pages_done": 0, "page_count": None, "newest": None, "filename": "很长.pdf"}
    told = [f"id: {n}\r\nevent: pages\r\ndata: {json.dumps({'done': n, 'count': 7})}\r\n\r\n" for n in (1, 2, 3)]

    def listing(route: Route) -> None:
        route.fulfill(json={"documents": [document], "next": None})

    page.route(re.compile(r"/v1/documents\?"), listing)
    page.route("**/events", lambda route: route.fulfill(content_type="text/event-stream", body="".join(told)))
    page.goto("/")
    with page.expect_response("**/events"):
        pass
    expect(row(page, "很长.pdf")).to_contain_text("第 3 / 7 页")
    stopped: list[str] = []
    page.route("**/*:cancel", lambda route: (stopped.append(route.request.method), route.fulfill(json={})))
    row(page, "很长.pdf").get_by_role("button", name="停止").click()
    expect(page.locator("#said")).to_have_text("很长.pdf 已停止识别")
    assert stopped == ["POST"]


def test_a_service_that_is_gone_is_said_to_be(page: Page) -> None:
    page.goto("/")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.route("**/v1/**", lambda route: route.abort())
    page.get_by_role("searchbox").fill("x")
    expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    page.unroute("**/v1/**")
    page.get_by_role("alert").get_by_role("button", name="重试").click()
    expect(page.get_by_role("alert")).to_have_count(0)
