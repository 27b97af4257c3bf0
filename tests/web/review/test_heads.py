"""Heads put right in the walk: the page says what is called otherwise, and what follows is said of the same cells."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

INCOME = "income-by-code.born.pdf"
NOISE = {1: "亊丷", 2: "绎莒", 3: "阝付禺", 4: "亓它"}
"""Heads that say nothing: with one more, columns are no longer told by their order."""


def _noisy(served: Any) -> str:
    """The table of income with heads that say nothing."""
    document = str(served.documents[INCOME])
    said = [
        {"id": str(uuid4()), "record": 0, "path": f"columns[{column}].key", "action": "correct", "text": text}
        | {"if_match": "1.0"}
        for column, text in NOISE.items()
    ]
    answer = served.client.post(f"/v1/documents/{document}/decisions", json={"decisions": said}).json()
    assert {result["outcome"] for result in answer["results"]} == {"kept"}
    return document


def _column(served: Any, document: str) -> list[str]:
    """What the columns are called under which the second line has amounts."""
    (record,) = served.client.get(f"/v1/documents/{document}/result").json()["records"]
    return list(record["data"]["lines"][1]["values"])


def test_a_column_is_called_by_its_new_head_and_the_walk_goes_on(walk: Any, served: Any) -> None:
    document = _noisy(served)
    before = _column(served, document)
    here = walk(INCOME, query="&role=columns.key")
    assert here.path == "columns[0].key"
    here.page.keyboard.type("朩犇峸")
    here.press("Enter")
    expect(here.page.locator(".note.good")).to_contain_text(re.compile(r"表头已更正，\d+ 项随之更名"))
    here.saved()
    assert _column(served, document) == ["朩犇峸", *before[1:]]
    here.page.keyboard.press("Control+z")
    expect(here.page.locator(".ask")).to_have_attribute("data-item", f"{document} 0 columns[0].key")
    here.saved()
    assert _column(served, document) == before


def test_a_field_that_is_called_otherwise_meanwhile_is_decided_on_as_it_was_asked(walk: Any, served: Any) -> None:
    document = _noisy_once_more(served)
    here = walk(INCOME, query="&role=lines.values." + _column(served, document)[0])
    assert here.path.startswith("lines[")
    cell = here.path.split(".")[0]
    here.page.keyboard.type("98765.43")
    _say_head(served, document, "又一个")
    here.press("Enter")
    here.saved()
    row = here.history()[-1]
    assert (row["outcome"], row["path"], row["text"]) == ("kept", f"{cell}.values.又一个", "98765.43")
    expect(here.page.locator(".troubles")).to_have_count(0)


def _noisy_once_more(served: Any) -> str:
    document = str(served.documents[INCOME])
    _say_head(served, document, "朩犇峸")
    return document


def _say_head(served: Any, document: str, text: str) -> None:
    fields = served.client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    etag = next(field["etag"] for field in fields if field["path"] == "columns[0].key")
    said = {"id": str(uuid4()), "record": 0, "path": "columns[0].key", "action": "correct", "text": text}
    body = {"decisions": [said | {"if_match": etag}]}
    answer = served.client.post(f"/v1/documents/{document}/decisions", json=body).json()
    assert answer["renamed"]
