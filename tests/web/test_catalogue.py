"""The catalogue page: what a label would match, and why; every indicator with its other names."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(
    ("label", "relation"), [("自评年度", "same"), ("绩效自评年度", "same"), ("一级预算单位情况", "but_for_fillers")]
)
def test_a_label_is_told_what_it_matches_and_why(served: Any, label: str, relation: str) -> None:
    told = served.client.get("/v1/catalogue/match", params={"label": label}).json()
    first = told["candidates"][0]
    assert told["matched"] == first["indicator"]["id"]
    assert first["relation"] == relation
    assert first["wording"] in {first["indicator"]["name"], *first["indicator"]["aliases"]}
    assert [one["score"] for one in told["candidates"]] == sorted(one["score"] for one in told["candidates"])[::-1]


def test_a_strange_label_is_not_guessed(served: Any) -> None:
    told = served.client.get("/v1/catalogue/match", params={"label": "龙舟竞渡观众席位"}).json()
    assert told["matched"] is None
    assert told["method"] is None


def test_indicators_are_found_by_alias_and_counted_over_pages(served: Any) -> None:
    found = served.client.get("/v1/catalogue", params={"q": "自评年度"}).json()
    assert "head.fiscal_year" in [one["id"] for one in found["indicators"]]
    whole = served.client.get("/v1/catalogue", params={"limit": 200}).json()
    seen = list(whole["indicators"])
    while whole["next"] is not None:
        whole = served.client.get("/v1/catalogue", params={"limit": 200, "cursor": whole["next"]}).json()
        seen += whole["indicators"]
    assert len({one["id"] for one in seen}) == len(seen) == whole["total"]


def test_the_page_answers_while_one_types(page: Page) -> None:
    page.goto("/catalogue")
    page.get_by_label("标签（表上所印）").fill("自评年度")
    expect(page.locator(".note.good")).to_contain_text("绩效自评年度")
    expect(page.locator(".note.good")).to_contain_text("与别名“自评年度”完全一致")
    page.get_by_label("标签（表上所印）").fill("龙舟竞渡观众席位")
    expect(page.locator(".note.doubt")).to_contain_text("不作猜测")


def test_the_page_lists_and_filters(page: Page) -> None:
    page.goto("/catalogue")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(50)
    page.get_by_role("button", name="显示更多").click()
    expect(rows).to_have_count(100)
    page.get_by_role("searchbox").fill("head.fiscal_year")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("自评年度")


def test_a_label_becomes_an_alias_is_tried_out_and_adopted(page: Page, served: Any) -> None:
    page.goto("/catalogue")
    page.get_by_label("标签（表上所印）").fill("项目名")
    page.get_by_role("button", name="加为别名：“项目名”归入“项目名称”").click()
    version = page.locator(".version").first
    expect(version).to_contain_text("“项目名”是“项目名称”的别名")
    expect(version).to_contain_text(f"比较了 {len(served.documents)} 份文档")
    assert served.client.get("/v1/catalogue/versions").json()["adopted"] == 0
    version.get_by_role("button", name="采用").click()
    page.get_by_role("dialog").get_by_role("button", name="采用").click()
    expect(version).to_contain_text("使用中")
    told = served.client.get("/v1/catalogue/match", params={"label": "项目名"}).json()
    assert (told["matched"], told["method"]) == ("head.project_name", "alias")
    served.client.post("/v1/catalogue/versions/0:adopt")
