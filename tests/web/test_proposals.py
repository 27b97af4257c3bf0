"""A corrected label on the catalogue page: accepted, tried out on what is held, adopted; or declined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

SET = Path(__file__).parents[2] / "samples" / "set"
KNOWN, STRANGE = "群众满意程度情况", "谁也没有听说过的指标"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def served(serving: Any, read_into: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A service of its own with one form, two of whose labels were corrected."""
    data_dir = tmp_path_factory.mktemp("proposals") / "data"
    (document,) = read_into(data_dir, [SET / "one-page.born.pdf"]).values()
    server = serving(data_dir, "--slots", "1")
    fields = server.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    labels = [one for one in fields if one["path"] in {"indicators[0].level3", "indicators[1].level3"}]
    said = [
        {
            "id": str(uuid4()),
            "record": 0,
            "path": one["path"],
            "action": "correct",
            "text": text,
            "if_match": one["etag"],
        }
        for one, text in zip(labels, (KNOWN, STRANGE), strict=True)
    ]
    assert server.client.post(f"/v1/documents/{document}/decisions", json={"decisions": said}).is_success
    yield server
    server.kill()


def test_a_corrected_label_is_accepted_tried_out_and_adopted_and_another_declined(
    page: Page, served: Any, axe: str
) -> None:
    page.goto("/catalogue")
    proposed = page.locator("section", has=page.get_by_role("heading", name="人工改正过的标签"))
    expect(proposed.locator("li")).to_have_count(2)
    # What is much like an indicator is chosen beforehand, what is not is left to a person.
    expect(proposed.get_by_label(f"“{KNOWN}”归入")).not_to_have_value("")
    expect(proposed.get_by_label(f"“{STRANGE}”归入")).to_have_value("")
    page.evaluate("source => (0, eval)(source)", axe)
    found = page.evaluate("async tags => (await axe.run({runOnly: tags})).violations", WCAG)
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
    proposed.get_by_role("button", name=f"不采纳“{STRANGE}”").click()
    expect(proposed.locator("li")).to_have_count(1)
    proposed.get_by_role("button", name="用这 1 个别名建立新版本").click()
    version = page.locator(".version", has_text="人工改正的标签").first
    expect(version).to_contain_text("比较了 1 份文档")
    assert served.client.get("/v1/catalogue/versions").json()["adopted"] == 0
    version.get_by_role("button", name="采用").click()
    page.get_by_role("dialog").get_by_role("button", name="采用").click()
    expect(version).to_contain_text("使用中")
    expect(proposed).to_have_count(0)
    assert served.client.get("/v1/catalogue/match", params={"label": KNOWN}).json()["method"] == "alias"
