"""The catalogue over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

URL = "/v1/catalogue"


@pytest.fixture(scope="module")
def catalogued(
    serving: Callable[..., Any],
    read_into: Callable[..., dict[str, str]],
    samples: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """A service of its own that has read a form: another catalogue would disturb the tests beside."""
    data_dir = tmp_path_factory.mktemp("catalogue") / "data"
    documents = read_into(data_dir, [samples / "one-page.born.pdf"])
    server = serving(data_dir, "--slots", "1")
    server.documents = documents
    yield server
    server.kill()


@pytest.fixture(scope="module")
def document(catalogued: Any) -> str:
    (document,) = catalogued.documents.values()
    return str(document)


def unmatched(result: dict[str, Any]) -> dict[str, Any]:
    """A field of an indicator that the shipped catalogue does not know."""
    fields = [field for record in result["records"] for field in record["fields"]]
    return next(
        field for field in fields if field["path"].startswith("indicators") and field["label"]["indicator"] is None
    )


def test_entries_are_listed_with_an_etag(served: Any) -> None:
    first = served.client.get(URL, params={"limit": 2, "version": 0})
    assert (first.json()["number"], first.json()["own"]) == (0, [])
    known = {"If-None-Match": first.headers["etag"]}
    assert served.client.get(URL, params={"limit": 2, "version": 0}, headers=known).status_code == 304


def test_a_label_is_matched_and_told_why(served: Any) -> None:
    answer = served.client.get(f"{URL}/match", params={"label": "国家高新技术企业数量"}).json()
    assert answer["method"] == "alias"
    assert "spelt as the alias 国家高新技术企业数量" in answer["why"]
    strange = served.client.get(f"{URL}/match", params={"label": "奇怪的企业数量"}).json()
    assert strange["matched"] is None
    assert "is needed" in strange["why"]


def test_an_alias_is_tried_out_adopted_and_read_with(catalogued: Any, document: str) -> None:
    client = catalogued.client
    result = client.get(f"/v1/documents/{document}/result").json()
    field = unmatched(result)
    label = field["label"]["raw"]
    entry = {"id": "own.tried_out", "name": "试用指标甲乙丙", "kind": "quantity"}
    first = client.post(f"{URL}/versions", json={"indicators": [entry], "note": "ours"})
    assert first.status_code == 201
    number = first.json()["version"]["number"]
    assert first.headers["location"] == f"{URL}/versions/{number}"
    aliased = {"based_on": number, "aliases": [{"indicator": "own.tried_out", "alias": label}]}
    second = client.post(f"{URL}/versions", json=aliased).json()
    number = second["version"]["number"]
    assert second["content"]["indicators"][0]["aliases"] == [label]
    assert client.get(f"{URL}/match", params={"label": label, "version": number}).json()["method"] == "alias"
    assert client.get(f"{URL}/match", params={"label": label}).json()["matched"] is None  # not adopted yet
    listed = client.get(URL, params={"q": "own.tried_out", "version": number}).json()
    assert (listed["number"], listed["own"]) == (number, ["own.tried_out"])
    preview = client.get(f"{URL}/versions/{number}/preview").json()
    (changed,) = preview["documents"]
    assert (preview["compared"], changed["document"]) == (1, document)
    assert {(one["old"]["indicator"], one["new"]["indicator"]) for one in changed["labels"]} == {
        (None, "own.tried_out")
    }
    assert client.get(f"/v1/documents/{document}/result").json() == result  # nothing was changed by looking
    assert client.post(f"{URL}/versions/{number}:adopt").json()["adopted"] == number
    before = result["engine"]["catalogue"]
    batch = client.post("/v1/batches", json={"filter": {"other_catalogue": f"{before}+own-{number}"}}).json()["batch"]
    assert batch["items"] == 1
    catalogued.ended(document)
    after = client.get(f"/v1/documents/{document}/result").json()
    assert after["engine"]["catalogue"] == f"{before}+own-{number}"
    meant = next(one for one in after["records"][0]["fields"] if one["path"] == field["path"])
    assert (meant["label"]["indicator"], meant["label"]["method"]) == ("own.tried_out", "alias")
    assert client.post(f"{URL}/versions/0:adopt").json()["adopted"] == 0


def test_an_alias_of_a_shipped_indicator_keeps_what_it_had(catalogued: Any) -> None:
    body = {"based_on": 0, "aliases": [{"indicator": "firms.hightech", "alias": "国高"}]}
    (entry,) = catalogued.client.post(f"{URL}/versions", json=body).json()["content"]["indicators"]
    assert entry["name"] == "国高企业数量"
    assert {"国家高新技术企业数量", "国高"} <= set(entry["aliases"])


def test_an_own_entry_is_taken_out_again(catalogued: Any) -> None:
    entry = {"id": "own.taken_out", "name": "另一个指标"}
    made = catalogued.client.post(f"{URL}/versions", json={"based_on": 0, "indicators": [entry]}).json()
    body = {"based_on": made["version"]["number"], "remove": ["own.taken_out"]}
    assert catalogued.client.post(f"{URL}/versions", json=body).json()["content"]["indicators"] == []


def test_versions_that_are_made_at_once_all_stay(catalogued: Any) -> None:
    made: list[int] = []

    def make() -> None:
        answer = catalogued.client.post(f"{URL}/versions", json={"based_on": 0, "note": "at once"})
        made.append(answer.json()["version"]["number"])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 4
    listed = [one["number"] for one in catalogued.client.get(f"{URL}/versions").json()["versions"]]
    assert set(made) <= set(listed)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"aliases": [{"indicator": "no.such", "alias": "x"}]}, 400, "usage_error"),
        ({"remove": ["own.never_there"]}, 400, "usage_error"),
        ({"based_on": 999}, 404, "not_found"),
        ({"indicators": [{"id": "Bad Id", "name": "x"}]}, 422, "invalid_request"),
    ],
)
def test_what_makes_no_version_is_refused(catalogued: Any, body: dict[str, Any], status: int, code: str) -> None:
    answer = catalogued.client.post(f"{URL}/versions", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("GET", f"{URL}?version=999"),
        ("GET", f"{URL}/versions/999"),
        ("GET", f"{URL}/versions/999/preview"),
        ("POST", f"{URL}/versions/999:adopt"),
    ],
)
def test_a_version_that_is_not_there_is_told(served: Any, method: str, url: str) -> None:
    answer = served.client.request(method, url)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_corrected_label_proposes_itself_and_is_adopted(catalogued: Any, document: str) -> None:
    client = catalogued.client
    fields = client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()["fields"]
    field = next(one for one in fields if one["path"] == "indicators[1].level3")
    label = "谁也没有听说过的指标"
    decision = {"id": "5f1a0dd5-9c0a-4c44-8f0a-0a0a0a0a0a01", "record": 0, "path": field["path"]}
    decision |= {"action": "correct", "text": label, "if_match": field["etag"]}
    assert client.post(f"/v1/documents/{document}/decisions", json={"decisions": [decision]}).status_code == 200
    (found,) = client.get(f"{URL}/proposals").json()["proposals"]
    assert (found["alias"], found["document"], found["matched"], found["version"]) == (label, document, None, None)
    body = {"based_on": 0, "aliases": [{"indicator": "firms.hightech", "alias": label}], "note": "proposed"}
    number = client.post(f"{URL}/versions", json=body).json()["version"]["number"]
    assert client.get(f"{URL}/proposals").json()["proposals"][0]["version"] == number
    client.post(f"{URL}/versions/{number}:adopt")
    assert client.get(f"{URL}/proposals").json()["proposals"] == []  # the catalogue has it
    client.post(f"{URL}/versions/0:adopt")
    assert client.post(f"{URL}/proposals:decline", json={"alias": label}).json() == {"proposals": []}
    assert client.post(f"{URL}/proposals:decline", json={"alias": "nobody's"}).status_code == 404
