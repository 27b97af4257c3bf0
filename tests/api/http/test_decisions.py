"""Decisions over real HTTP: kept once, never overwritten in silence, and at work at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from extractor.export import EXPORTERS
from models.result import ExtractionResult

PROBLEM = "application/problem+json"


class Case:
    """A document that was read, and whoever reviews it."""

    def __init__(self, client: httpx.Client, document: str) -> None:
        self.client, self.document, self.url = client, document, f"/v1/documents/{document}"

    def field(self, path: str, record: int = 0) -> dict[str, Any]:
        fields = self.client.get(f"{self.url}/fields", params={"limit": 1000, "record": record}).json()["fields"]
        return next(field for field in fields if field["path"] == path)

    def said(self, path: str, action: str, text: str | None = None, **more: object) -> dict[str, Any]:
        seen = more.pop("if_match", None) or self.field(path)["etag"]
        one = {"id": str(uuid4()), "record": 0, "path": path, "action": action, "if_match": seen, **more}
        return one | ({"text": text} if text is not None else {})

    def send(self, *decisions: dict[str, Any]) -> httpx.Response:
        return self.client.post(f"{self.url}/decisions", json={"decisions": decisions})

    def decide(self, path: str, action: str, text: str | None = None) -> dict[str, Any]:
        answer = self.send(self.said(path, action, text))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def result(self, **params: object) -> dict[str, Any]:
        return dict(self.client.get(f"{self.url}/result", params=params).json())

    def total(self) -> str:
        return str(self.result()["records"][0]["data"]["total_score"])

    def revert(self) -> None:
        while True:
            fields = self.client.get(f"{self.url}/fields", params={"limit": 1000}).json()["fields"]
            decided = [self.said(it["path"], "revert", if_match=it["etag"]) for it in fields if it["decided_by"]]
            if not decided:
                return
            self.send(*decided)


@pytest.fixture(scope="module")
def opened(served: Any, samples: Path) -> Case:
    path = samples / "one-page.born.pdf"
    sent = served.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())}, params={"wait": 60})
    return Case(served.client, sent.json()["document"]["sha256"])


@pytest.fixture
def case(opened: Case) -> Iterator[Case]:
    yield opened
    opened.revert()


def test_a_correction_is_in_the_result_in_every_format_and_the_machine_s_own_stays(case: Case) -> None:
    before = case.client.get(f"{case.url}/result")
    answer = case.decide("total_score", "correct", "77.31")
    assert [one["outcome"] for one in answer["results"]] == ["kept"]
    after = case.client.get(f"{case.url}/result")
    assert after.headers["etag"] != before.headers["etag"]
    result = ExtractionResult.model_validate_json(after.content)
    assert result.records[0].data["total_score"] == "77.31"
    field = next(field for field in result.records[0].fields if field.path == "total_score")
    machine = json.loads(before.content)["records"][0]
    assert (field.status, field.text, field.repaired_from) == ("corrected", "77.31", machine["data"]["total_score"])
    assert case.client.get(f"{case.url}/result", params={"reviewed": False}).content == before.content
    for kind, export in EXPORTERS.items():
        if kind != "xlsx":  # bears the time at which it was made
            assert case.client.get(f"{case.url}/result", params={"format": kind}).content == export(result)


def test_a_correction_is_checked_at_once_and_taken_back_at_once(case: Case) -> None:
    sound = case.result()
    answer = case.decide("total_score", "correct", "12.34")
    broken = [check for check in answer["checks"] if check["status"] == "fail"]
    assert broken
    assert all("total_score" in check["paths"] for check in broken)
    back = case.decide("total_score", "revert")
    assert [check["status"] for check in back["checks"]] == ["pass"] * len(broken)
    assert case.result() == sound


def test_every_action_does_what_it_says(case: Case) -> None:
    path = "indicators[0].actual"
    machine = case.field(path)
    for action, status, value in (("blank", "corrected", "none"), ("unreadable", "corrected", "none")):
        case.decide(path, action)
        field = case.field(path)
        assert (field["status"], field["value"]["kind"]) == (status, value)
        assert case.result()["records"][0]["data"]["indicators"][0]["actual"] is None
    assert field["reason"] == "a person could not read it"
    case.decide(path, "revert")
    case.decide(path, "revert")
    case.decide(path, "accept")
    field = case.field(path)
    assert (field["status"], field["value"], field["decided_by"]) == ("confirmed", machine["value"], "local")
    assert field["version"] == machine["version"] + 5


def test_the_same_decision_sent_again_is_kept_once(case: Case) -> None:
    one = case.said("total_score", "correct", "50")
    first, again = case.send(one).json(), case.send(one).json()
    assert (first["results"][0]["outcome"], again["results"][0]["outcome"]) == ("kept", "repeated")
    assert first["results"][0]["version"] == again["results"][0]["version"]
    assert again["reviewed"] == first["reviewed"]
    other = case.send(one | {"text": "51"})
    assert (other.status_code, other.json()["code"]) == (422, "id_reused")


def test_whoever_comes_second_sees_all_three(case: Case) -> None:
    mine, theirs = case.said("total_score", "correct", "1"), case.said("total_score", "correct", "2")
    machine = case.field("total_score")["text"]
    assert case.send(theirs).status_code == 200
    answer = case.send(mine).json()["results"][0]
    assert answer["outcome"] == "conflict"
    assert [answer[who]["text"] for who in ("machine", "theirs", "yours")] == [machine, "2", "1"]
    assert case.total() == "2"
    assert case.send(mine).json()["results"][0]["outcome"] == "conflict"
    kept = case.client.get(f"{case.url}/decisions", params={"path": "total_score", "limit": 1000}).json()["decisions"]
    assert [(one["text"], one["outcome"]) for one in kept][-2:] == [("2", "kept"), ("1", "conflict")]
    seen = mine.pop("if_match")
    single = case.client.post(
        f"{case.url}/decisions", json={"decisions": [mine | {"id": str(uuid4())}]}, headers={"If-Match": f'"{seen}"'}
    )
    assert (single.status_code, single.headers["content-type"]) == (412, PROBLEM)
    assert [single.json()[who]["text"] for who in ("machine", "theirs", "yours")] == [machine, "2", "1"]


def test_of_colliding_decisions_one_is_kept_and_none_is_lost(case: Case) -> None:
    paths = [field["path"] for field in case.client.get(f"{case.url}/fields").json()["fields"]][:20]
    sent = [case.said(path, "correct", str(number)) for path in paths for number in range(3)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda one: case.send(one).json()["results"][0], sent))
    for path in paths:
        outcomes = [answer["outcome"] for answer in answers if answer["path"] == path]
        assert sorted(outcomes) == ["conflict", "conflict", "kept"]
        kept = next(
            one for one, it in zip(sent, answers, strict=True) if it["path"] == path and it["outcome"] == "kept"
        )
        assert case.field(path)["text"] == kept["text"]
    history = case.client.get(f"{case.url}/decisions", params={"limit": 1000}).json()["decisions"]
    assert {one["id"] for one in sent} <= {one["id"] for one in history}
    assert [one["number"] for one in history] == list(range(1, len(history) + 1))


def test_a_cell_that_reaches_over_rows_is_corrected_in_all_of_them(case: Case) -> None:
    levels = [row["level1"] for row in case.result()["records"][0]["data"]["indicators"]]
    first = levels[0]
    answer = case.decide("indicators[0].level1", "correct", "产出指标（改）")
    after = [row["level1"] for row in case.result()["records"][0]["data"]["indicators"]]
    assert after == ["产出指标（改）" if level == first else level for level in levels]
    assert len(answer["fields"]) >= levels.count(first)


def test_a_corrected_name_names_its_row(case: Case) -> None:
    case.decide("indicators[0].level3", "correct", "全新的指标名称")
    assert case.field("indicators[0].score")["label"]["raw"] == "全新的指标名称"


def test_the_revisions_and_the_difference_show_the_review(case: Case) -> None:
    case.decide("total_score", "correct", "12.34")
    (revision,) = case.client.get(f"{case.url}/revisions").json()["revisions"]
    assert revision["decisions"] == 1
    drift = case.client.get(f"{case.url}/diff", params={"old": 1, "new": 1, "old_reviewed": False}).json()
    assert [(change["path"], change["new"]) for change in drift["fields"]] == [("total_score", "12.34")]
    assert drift["broken"]


def test_what_is_wrong_with_a_decision_is_said_and_nothing_is_kept(case: Case) -> None:
    good = case.said("total_score", "accept")
    count = case.client.get(f"{case.url}/fields").json()["reviewed"]
    wrong = {
        "no_such_field": good | {"path": "nonsense"},
        "no_text": good | {"action": "correct"},
        "no_if_match": {key: value for key, value in good.items() if key != "if_match"},
        "invalid_request": good | {"action": "guess"},
    }
    for code, one in wrong.items():
        answer = case.send(one)
        assert answer.json()["code"] == code
        assert answer.headers["content-type"] == PROBLEM
    assert case.send(good, good | {"id": str(uuid4()), "path": "nonsense"}).status_code == 422
    assert case.client.get(f"{case.url}/fields").json()["reviewed"] == count
    missing = case.client.get(f"/v1/documents/{'0' * 64}/fields")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_decisions_are_audited_and_told(case: Case) -> None:
    case.decide("total_score", "correct", "3")
    told = case.client.get(f"{case.url}/events").text
    assert "event: decided" in told
    rows = case.client.get("/v1/audit", params={"limit": 1000}).json()
    assert rows["first_broken"] is None
    mine = [row for row in rows["rows"] if row["action"] == "decide" and row["subject"] == case.document]
    assert mine[-1]["data"]["decisions"][0]["path"] == "total_score"
    assert "text" not in mine[-1]["data"]["decisions"][0]


def test_who_calls_is_told(case: Case) -> None:
    me = case.client.get("/v1/me").json()
    assert (me["name"], me["open"]) == ("local", True)
    assert "reviewer" in me["scopes"]


def test_a_reprocess_carries_decisions_over_and_says_so(served: Any, samples: Path) -> None:
    path = samples / "turned.rotate.pdf"
    sent = served.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())}, params={"wait": 60})
    case = Case(served.client, sent.json()["document"]["sha256"])
    case.decide("total_score", "correct", "77.31")
    assert served.client.post(f"{case.url}:reprocess").status_code == 202
    served.ended(case.document)
    assert case.total() == "77.31"
    (fate,) = served.client.get(f"{case.url}/carried").json()["carried"]
    assert (fate["outcome"], fate["path"], fate["decision"]["text"]) == ("carried", "total_score", "77.31")
    assert served.client.get(f"{case.url}/carried", params={"revision": 1}).json()["carried"] == []
    assert (
        served.client.get(f"{case.url}/result", params={"reviewed": False}).json()["records"][0]["data"]
        != (case.result()["records"][0]["data"])
    )
    assert served.client.get(f"{case.url}/carried", params={"revision": 9}).status_code == 404


def test_a_table_is_put_right_and_the_form_with_it(case: Case) -> None:
    url = f"{case.url}/tables/t1/edits"

    def edit(op: str, **how: object) -> httpx.Response:
        seen = case.client.get(f"{case.url}/fields", params={"limit": 1}).json()["structure_etag"]
        return case.client.post(url, json={"id": str(uuid4()), "op": op, "if_match": seen, **how})

    place = case.field("indicators[1].level3")["source"]
    before = case.result()
    answer = edit("text", row=place["row"], col=place["col"], text="另一个名称").json()
    assert answer["outcome"] == "kept"
    assert "另一个名称" in [cell["text"] for cell in answer["table"]["cells"]]
    assert case.result()["records"][0]["data"]["indicators"][1]["level3"] == "另一个名称"
    assert case.client.get(f"{case.url}/result", params={"format": "csv"}).text.count("另一个名称") >= 1
    undone = edit("undo").json()
    assert undone["outcome"] == "kept"
    assert case.result() == before
    refused = edit("split", row=place["row"], col=999)
    assert (refused.status_code, refused.json()["code"]) == (422, "edit_refused")
    missing = case.client.post(url.replace("t1", "t99"), json={"id": str(uuid4()), "op": "undo", "if_match": "1.0"})
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_somebody_else_has_to_approve_where_that_is_asked(start: Any, samples: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "key", "create"]
    keys = {}
    for name, scope in (("anna", "admin"), ("bo", "reviewer")):
        made = [*command, name, "--scope", scope, "--data-dir", str(tmp_path / "data")]
        said = subprocess.run(made, capture_output=True, text=True, check=True)
        keys[name] = re.search(r"sl_\S+", said.stdout + said.stderr)[0]  # type: ignore[index]
    server = start("--ask-for-keys", "--approval", "--slots", "1")
    server.client.headers["Authorization"] = f"Bearer {keys['anna']}"
    path = samples / "one-page.born.pdf"
    sent = server.client.post("/v1/documents", files={"file": (path.name, path.read_bytes())}, params={"wait": 60})
    case = Case(server.client, sent.json()["document"]["sha256"])
    url = f"{case.url}/approvals"

    def approval() -> dict[str, Any]:
        seen = case.field("total_score")["etag"]
        return {"approvals": [{"id": str(uuid4()), "record": 0, "path": "total_score", "if_match": seen}]}

    assert server.client.post(url, json=approval()).json()["code"] == "not_approvable"
    case.decide("total_score", "correct", "77.31")
    own = server.client.post(url, json=approval())
    assert (own.status_code, own.json()["code"]) == (409, "not_approvable")
    waiting = {"approved": False}
    assert len(server.client.get(f"{case.url}/fields", params=waiting).json()["fields"]) == 1
    server.client.headers["Authorization"] = f"Bearer {keys['bo']}"
    assert server.client.post(url, json=approval()).status_code == 200
    assert case.field("total_score")["approved_by"] == "bo"
    assert server.client.get(f"{case.url}/fields", params=waiting).json()["fields"] == []
    case.decide("total_score", "correct", "78")
    assert case.field("total_score")["approved_by"] is None


def test_approvals_are_refused_where_nobody_asks_for_them(case: Case) -> None:
    one = {"id": str(uuid4()), "record": 0, "path": "total_score", "if_match": "1.0"}
    answer = case.client.post(f"{case.url}/approvals", json={"approvals": [one]})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_approvals")
