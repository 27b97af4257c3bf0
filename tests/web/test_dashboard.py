"""The overview: its figures are those of what is kept, and its plots can be read as tables."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def served(served_apart: Any) -> Any:
    return served_apart


@pytest.fixture
def decided(served: Any) -> dict[str, int]:
    """Three decisions on a form: two readings accepted, one corrected. Where they were made before, nothing is done."""
    document = served.documents["one-page.born.pdf"]
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    chosen = [one for one in fields if one["value"]["kind"] == "number"][:3]
    decisions = [
        {"id": str(uuid4()), "record": one["record"], "path": one["path"], "if_match": one["etag"]} | action
        for one, action in zip(
            chosen, [{"action": "accept"}, {"action": "accept"}, {"action": "correct", "text": "123"}], strict=True
        )
        if one["version"] == 0
    ]
    if decisions:
        answer = served.client.post(f"/v1/documents/{document}/decisions", json={"decisions": decisions})
        assert answer.status_code == 200, answer.text
    return {"accept": 2, "correct": 1}


def test_the_overview_counts_documents_fields_and_decisions(served: Any, decided: dict[str, int]) -> None:
    documents = served.client.get("/v1/documents", params={"limit": 200}).json()["documents"]
    told = served.client.get("/v1/overview").json()
    assert told["volume"]["documents"] == {"done": len(documents)}
    newest = [one["newest"] for one in documents]
    for name in ("fields", "to_review", "left", "failed_checks"):
        assert told["volume"][name] == sum(one[name] for one in newest)
    assert told["actions"] == decided
    assert sum(one["fields"] for one in told["reliability"]) == 3
    assert sum(one["wrong"] for one in told["reasons"]) == 1
    assert (told["found"][0], told["found"][-1]) == ({"answered": 0, "found": 0}, {"answered": 1, "found": 1})


def test_documents_read_again_are_compared_with_what_they_were(served: Any) -> None:
    document = served.documents["income-by-code.born.pdf"]
    served.client.post(f"/v1/documents/{document}:reprocess")
    served.client.get(f"/v1/documents/{document}", params={"wait": 60})
    (drift,) = [one for one in served.client.get("/v1/overview").json()["drift"] if one["document"] == document]
    assert (drift["filename"], drift["new"] > drift["old"]) == ("income-by-code.born.pdf", True)
    assert (drift["values"], drift["broken"], drift["mended"], drift["review"]) == (0, 0, 0, 0)


@pytest.mark.usefixtures("decided")
def test_the_dashboard_shows_the_figures_and_the_plots(page: Page, served: Any) -> None:
    told = served.client.get("/v1/overview").json()
    page.goto("/dashboard")
    tiles = page.locator(".tiles")
    expect(tiles).to_contain_text(str(sum(told["volume"]["documents"].values())))
    expect(tiles).to_contain_text(f"{told['volume']['fields']:,}")
    reliability = page.get_by_role("img", name="置信度是否可信")
    expect(reliability.locator("circle")).to_have_count(len(told["reliability"]))
    expect(page.get_by_role("img", name="错误发现曲线")).to_be_visible()
    card = page.get_by_role("region", name="置信度是否可信")
    card.get_by_text("查看数据").click()
    expect(card.locator("tbody tr")).to_have_count(len(told["reliability"]))


def test_without_decisions_nothing_is_plotted(page: Page, served: Any) -> None:
    empty = served.client.get("/v1/overview").json() | {"reliability": [], "found": [], "reasons": [], "drift": []}
    page.route("**/v1/overview", lambda route: route.fulfill(json=empty))
    page.goto("/dashboard")
    expect(page.get_by_text("还没有人工判定。").first).to_be_visible()
    expect(page.locator("svg.plot")).to_have_count(0)
