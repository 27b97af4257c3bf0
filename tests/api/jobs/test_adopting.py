"""A new version of the catalogue over documents that are held, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services import Served

VERSIONS = "/v1/catalogue/versions"


@pytest.fixture(scope="module")
def server(
    serving: Callable[..., Served],
    read_into: Callable[..., dict[str, str]],
    samples: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """One that has read a form."""
    data_dir = tmp_path_factory.mktemp("adopting") / "data"
    documents = read_into(data_dir, [samples / "one-page.born.pdf"])
    server = serving(data_dir, "--slots", "1")
    server.documents = documents
    yield server
    server.kill()


@pytest.fixture(scope="module")
def document(server: Served) -> str:
    (document,) = server.documents.values()
    return document


def result_of(server: Served, document: str) -> Any:
    return server.client.get(f"/v1/documents/{document}/result").json()


def readings(server: Served) -> float:
    """How many documents the processes of the service have read."""
    wanted = 'scanledger_stage_seconds_count{stage="reading"}'
    lines = server.client.get("/metrics").text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(wanted))


def read_with(server: Served, content: dict[str, object]) -> None:
    """Make a version of the catalogue and adopt it."""
    number = server.client.post(VERSIONS, json=content).raise_for_status().json()["version"]["number"]
    server.client.post(f"{VERSIONS}/{number}:adopt").raise_for_status()


def read_again(server: Served, document: str) -> None:
    server.client.post(f"/v1/documents/{document}:reprocess").raise_for_status()
    assert server.ended(document)["state"] == "done"


def test_what_another_catalogue_leaves_as_it_is_needs_no_reader(server: Served, document: str) -> None:
    before, count = result_of(server, document), readings(server)
    entry = {"id": "own.far_off", "name": "与本表毫不相干的测试指标", "kind": "quantity"}
    read_with(server, {"indicators": [entry]})
    read_again(server, document)
    after = result_of(server, document)
    assert readings(server) == count
    assert after["engine"]["catalogue"] != before["engine"]["catalogue"]
    assert {**after, "engine": None} == {**before, "engine": None}
    revisions = server.client.get(f"/v1/documents/{document}/revisions").json()["revisions"]
    assert [one["revision"] for one in revisions] == [2, 1]


def test_a_label_that_means_something_else_now_is_understood_anew(server: Served, document: str) -> None:
    before, count = result_of(server, document), readings(server)
    fields = [field for record in before["records"] for field in record["fields"]]
    label = next(
        field["label"]["raw"]
        for field in fields
        if field["path"].startswith("indicators") and field["label"]["indicator"] is None
    )
    read_with(server, {"indicators": [{"id": "own.new", "name": label, "kind": "quantity"}]})
    read_again(server, document)
    assert readings(server) == count + 1
    again = [field for record in result_of(server, document)["records"] for field in record["fields"]]
    assert "own.new" in {field["label"]["indicator"] for field in again if field["label"]}
