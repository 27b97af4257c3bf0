"""The queue over real HTTP: every field of one form is doubtful here."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.geometry import Box
from models.result import ExtractionResult
from models.upright import UprightView

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def asking(serving: Any, tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Any]:
    """A service that is sure of nothing, and has read one form that lies on its side."""
    server = serving(tmp_path_factory.mktemp("asking") / "data", "--slots", "1", "--review-threshold", "1")
    path = samples / "turned.rotate.pdf"
    sent = server.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())})
    server.document = sent.json()["document"]["id"]
    server.ended(server.document)
    yield server
    server.kill()


@pytest.fixture
def lease(asking: Any) -> Iterator[Any]:
    """Takes leases, and gives them back in the end."""
    taken = []

    def take(**order: object) -> dict[str, Any]:
        answer = asking.client.post("/v1/review/leases", json=order)
        assert answer.status_code == 201, answer.text
        taken.append(answer.json()["lease"])
        return dict(answer.json())

    yield take
    for identity in taken:
        asking.client.delete(f"/v1/review/leases/{identity}")


def _queue(asking: Any, **query: object) -> dict[str, Any]:
    return dict(asking.client.get("/v1/review/queue", params=query).json())


def test_the_queue_is_every_doubtful_field_once_in_the_order_of_worth(asking: Any) -> None:
    items, cursor = [], None
    while True:
        page = _queue(asking, limit=50, **({"cursor": cursor} if cursor else {}))
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    result = ExtractionResult.model_validate_json(asking.client.get(f"/v1/documents/{asking.document}/result").content)
    doubtful = {
        (index, field.path)
        for index, record in enumerate(result.records)
        for field in record.fields
        if field.status == "needs_review"
    }
    asked = [(item["record"], path) for item in items for path in (item["path"], *item["also"])]
    assert len(asked) == len(set(asked)) > 100
    assert set(asked) == doubtful
    ranks = [(item["rank"], item["place"]) for item in items]
    assert all(one < two for one, two in pairwise(ranks))
    assert {(item["document"], item["filename"], item["revision"], item["version"]) for item in items} == {
        (asking.document, "turned.rotate.pdf", 1, 0)
    }


def test_a_summary_says_how_much_there_is_and_of_what(asking: Any) -> None:
    whole = asking.client.get("/v1/review/summary").json()
    assert whole["form"] == [{"value": "project_self_evaluation", "count": whole["total"]}]
    reason = next(one for one in whole["reason"] if one["value"])
    some = asking.client.get("/v1/review/summary", params={"reason": reason["value"]}).json()
    assert some["total"] == reason["count"] <= whole["total"]
    assert len(_queue(asking, reason=reason["value"], limit=200)["items"]) == reason["count"]


def test_two_people_get_nothing_in_common_and_what_is_given_back_goes_to_the_next(asking: Any, lease: Any) -> None:
    first = lease(count=5, reviewer="wang")
    assert len(first["items"]) == 5
    assert lease(count=5, reviewer="li")["items"] == []  # there is one page, and somebody is at it
    assert asking.client.put(f"/v1/review/leases/{first['lease']}").json()["expires_at"] >= first["expires_at"]
    assert asking.client.delete(f"/v1/review/leases/{first['lease']}").status_code == 204
    over = asking.client.put(f"/v1/review/leases/{first['lease']}")
    assert (over.status_code, over.json()["code"]) == (404, "lease_over")
    again = lease(count=5, reviewer="li")
    assert [item["path"] for item in again["items"]] == [item["path"] for item in first["items"]]


def test_a_lease_that_nobody_renews_may_be_a_short_one(lease: Any) -> None:
    until = datetime.fromisoformat(lease(seconds=20)["expires_at"])
    assert until < datetime.now(UTC) + timedelta(seconds=60)


def test_filters_hold_for_leases_too(lease: Any) -> None:
    assert lease(filters={"document": "0" * 64})["items"] == []
    assert lease(filters={"form": "narrative"})["items"] == []
    assert lease(count=20, filters={"risk": 0})["items"]


def test_cells_read_alike_and_columns_are_offered_side_by_side(asking: Any, lease: Any) -> None:
    sheets = asking.client.get("/v1/review/sheets").json()
    same = sheets["alike"][0]
    found = _queue(asking, role=same["role"], reading=same["reading"], limit=200)["items"]
    assert len(found) == same["count"] > 1
    assert {item["text"] for item in found} == {same["reading"]}
    column = sheets["columns"][0]
    of_it = {"document": column["document"], "role": column["role"]}
    assert len(lease(count=60, filters=of_it)["items"]) == column["count"] > 1


@pytest.mark.parametrize(
    "order", [{"count": 0}, {"count": 61}, {"filters": {"risk": 2}}, {"filters": {"colour": "red"}}, {"reviewer": ""}]
)
def test_a_wrong_order_is_a_problem(asking: Any, order: dict[str, object]) -> None:
    answer = asking.client.post("/v1/review/leases", json=order)
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


@pytest.mark.parametrize("cursor", ["x", "eA==", "MSAyIHg=", "OTk5OTk5OTk5OTk5OSBhIDE="])
def test_a_strange_cursor_is_a_problem(asking: Any, cursor: str) -> None:
    answer = asking.client.get("/v1/review/queue", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_the_page_stands_upright_and_the_cells_picture_is_cut_from_it(asking: Any) -> None:
    item = next(item for item in _queue(asking, limit=200)["items"] if item["path"] == "project_name")
    page = f"/v1/documents/{asking.document}/pages/{item['page']}"
    shown = Image.open(io.BytesIO(asking.client.get(f"{page}/image", params={"dpi": 72}).content))
    answer = asking.client.get(f"{page}/image", params={"dpi": 72, "upright": 1, "revision": 1})
    assert answer.headers["content-type"] == "image/jpeg"
    assert "immutable" in answer.headers["cache-control"]
    upright = Image.open(io.BytesIO(answer.content))
    assert upright.size == tuple(round(side) for side in item["upright_size"])
    assert upright.size == shown.size[::-1]
    view = UprightView.of(*shown.size, 90 if upright.size != shown.size else 0, 0)
    assert view.width == pytest.approx(upright.width, abs=1)
    x0, y0, x1, y1 = item["upright_bbox"]
    box = {"x0": x0, "y0": y0, "x1": x1, "y1": y1, "dpi": 144, "revision": 1}
    crop = asking.client.get(f"{page}/crop", params=box)
    assert crop.headers["content-type"] == "image/webp"
    cell = Image.open(io.BytesIO(crop.content))
    assert cell.size == pytest.approx(((x1 - x0) * 2, (y1 - y0) * 2), abs=2)
    assert cell.convert("L").getextrema()[0] < 128, "there is ink in it"
    assert asking.client.get(f"{page}/crop", params=box).content == crop.content
    assert Box(*item["upright_bbox"]).intersection(Box(0, 0, *upright.size)) is not None


@pytest.mark.parametrize("path", ["pages/2/image?upright=1", "pages/2/crop?x0=0&y0=0&x1=1&y1=1"])
def test_a_page_that_is_not_there_is_not_found(asking: Any, path: str) -> None:
    assert asking.client.get(f"/v1/documents/{asking.document}/{path}").status_code == 404


def test_a_wild_box_gives_a_picture_or_a_problem_and_never_breaks(asking: Any) -> None:
    for box in ((-1e6, -1e6, 1e6, 1e6), (5000, 5000, 6000, 6000), (10, 10, 10, 10), (90, 90, 10, 10)):
        query = dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))
        answer = asking.client.get(f"/v1/documents/{asking.document}/pages/1/crop", params=query)
        assert answer.status_code == 200
        assert Image.open(io.BytesIO(answer.content)).width >= 1
