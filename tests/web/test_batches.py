"""Batches on the documents page: a ZIP file sent and watched, paused and gone on with; failures told, tried again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SET = Path(__file__).parents[2] / "samples" / "set"
NAME = "一批表.zip"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def served(serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A service of its own: batches stay, and the other tests count what they see."""
    server = serving(tmp_path_factory.mktemp("batches") / "data", "--slots", "1")
    yield server
    server.kill()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A ZIP file of a document that can be read, one that cannot, and one that is refused."""
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SET / "targets.born.pdf", "好.pdf")
        archive.writestr("坏.pdf", b"%PDF-1.7\nnothing that a page could be made of")
        archive.writestr("空.pdf", b"")
    return path


def test_a_zip_file_is_a_batch_whose_failures_are_told_and_tried_again(page: Page, packed: Path, axe: str) -> None:
    page.goto("/")
    page.locator("input[type=file]").set_input_files(packed)
    batch = page.locator(".batch", has_text=NAME).first
    expect(batch).to_contain_text("3 / 3 个文件", timeout=240_000)
    expect(batch).to_contain_text("已完成")
    expect(batch).to_contain_text("已识别 1")
    batch.locator("summary", has_text="2 个文件出错").click()
    expect(batch.locator("li", has_text="坏.pdf").locator(".why")).to_be_visible()
    expect(batch.locator("li", has_text="空.pdf").locator(".why")).to_contain_text("空")
    page.evaluate("source => (0, eval)(source)", axe)
    found = page.evaluate("async tags => (await axe.run({runOnly: tags})).violations", WCAG)
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
    with page.expect_response(lambda answer: answer.url.endswith(":retry")) as answer:
        batch.get_by_role("button", name="重试失败的文件").click()
    assert answer.value.ok
    expect(batch).to_contain_text("3 / 3 个文件", timeout=240_000)


def test_a_batch_is_paused_gone_on_with_and_cancelled(page: Page, served: Any, tmp_path: Path) -> None:
    source = (SET / "targets.born.pdf").read_bytes()
    files = [("file", (f"第{n}份.pdf", source + f"\n% {tmp_path} {n}".encode())) for n in range(6)]  # of two at a time
    made = served.client.post("/v1/batches", params={"name": "停停走走"}, files=files).json()["batch"]["id"]
    page.goto("/")
    batch = page.locator(f".batch[data-batch='{made}']")
    for action, state in (("暂停", "已暂停"), ("继续", "进行中"), ("暂停", "已暂停")):
        batch.get_by_role("button", name=action).click()
        expect(batch.locator(".tag", has_text=state)).to_be_visible()
    batch.get_by_role("button", name="取消批次").click()
    page.get_by_role("dialog").get_by_role("button", name="取消批次").click()
    expect(batch.locator(".tag", has_text="已取消")).to_be_visible()
