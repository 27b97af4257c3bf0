"""The service over real HTTP, in a process of its own."""

from __future__ import annotations

import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.result import ExtractionResult

PROBLEM = "application/problem+json"


def send(served: Any, path: Path, name: str | None = None, **params: object) -> Any:
    return served.client.post("/v1/documents", files={"file": (name or path.name, path.read_bytes())}, params=params)


def test_a_document_is_accepted_read_and_answered(served: Any, samples: Path) -> None:
    path = samples / "one-page.born.pdf"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    sent = send(served, path)
    assert sent.status_code == 202
    assert sent.headers["location"] == f"/v1/documents/{sha256}"
    assert int(sent.headers["retry-after"]) > 0
    assert sent.json()["document"]["id"] == sha256
    assert sent.json()["document"]["state"] in {"queued", "running", "done"}
    state = served.ended(sha256)
    assert (state["state"], state["pages_done"], state["page_count"]) == ("done", 1, 1)
    result = ExtractionResult.model_validate_json(served.client.get(f"/v1/documents/{sha256}/result").content)
    assert result.document.sha256 == sha256
    assert result.records[0].form == "project_self_evaluation"
    assert served.client.get(f"/v1/documents/{sha256}/file").content == path.read_bytes()


def test_the_result_comes_at_once_where_it_is_ready_in_time(served: Any, samples: Path) -> None:
    answer = send(served, samples / "turned.rotate.pdf", wait=60)
    assert answer.status_code == 200
    assert ExtractionResult.model_validate_json(answer.content).document.filename == "turned.rotate.pdf"


def test_the_same_bytes_sent_at_once_are_one_document(served: Any, samples: Path) -> None:
    path = samples / "two-pages.born.pdf"
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda name: send(served, path, name), ["a.pdf", "b.pdf", "c.pdf"]))
    assert {answer.status_code for answer in answers} == {202}
    documents = {answer.json()["document"]["id"] for answer in answers}
    assert len(documents) == 1
    served.ended(documents.pop())


def test_a_file_that_cannot_be_read_ends_as_failed_with_its_reason(served: Any, tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else, for the service")
    document = send(served, broken).json()["document"]["id"]
    state = served.ended(document)
    assert state["state"] == "failed"
    assert state["error"]["code"] == "damaged_input"
    assert "坏.pdf" in state["error"]["message"]
    answer = served.client.get(f"/v1/documents/{document}/result")
    assert (answer.status_code, answer.json()["code"]) == (409, "damaged_input")
    assert answer.headers["content-type"] == PROBLEM


def test_every_format_comes_with_an_etag_that_saves_the_second_answer(served: Any, samples: Path) -> None:
    document = send(served, samples / "one-page.born.pdf", wait=60).json()["document"]["sha256"]
    url = f"/v1/documents/{document}/result"
    starts = {"json": b"{", "csv": b"", "xlsx": b"PK", "html": b"<!DOCTYPE", "md": b"#"}
    for kind, start in starts.items():
        answer = served.client.get(url, params={"format": kind})
        assert answer.status_code == 200
        assert answer.content.lower().startswith(start.lower())
        again = served.client.get(url, params={"format": kind}, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_reprocessing_adds_a_revision_and_keeps_the_old_one(served: Any, samples: Path) -> None:
    document = send(served, samples / "turned-back.rotate_upright.pdf", wait=60).json()["document"]["sha256"]
    old = served.client.get(f"/v1/documents/{document}/result", params={"revision": 1})
    assert served.client.post(f"/v1/documents/{document}:reprocess").status_code == 202
    assert served.ended(document)["run"] == 2
    revisions = served.client.get(f"/v1/documents/{document}/revisions").json()["revisions"]
    assert [one["revision"] for one in revisions] == [2, 1]
    assert served.client.get(f"/v1/documents/{document}/result", params={"revision": 1}).content == old.content
    assert served.client.get(f"/v1/documents/{document}/result", params={"revision": 3}).status_code == 404
    drift = served.client.get(f"/v1/documents/{document}/diff", params={"old": 1, "new": 2}).json()
    assert drift == {"fields": [], "broken": [], "mended": [], "review": 0}
    assert served.client.get(f"/v1/documents/{document}/diff", params={"old": 1, "new": 9}).status_code == 404


def test_a_request_with_a_key_is_done_once(served: Any, samples: Path) -> None:
    document = send(served, samples / "scramble-b.scrambled.pdf", wait=60).json()["document"]["sha256"]
    url, headers = f"/v1/documents/{document}:reprocess", {"Idempotency-Key": "again"}
    assert served.client.post(url, headers=headers).json()["document"]["run"] == 2
    served.ended(document)
    assert served.client.post(url, headers=headers).json()["document"]["run"] == 2
    assert served.client.post(url).json()["document"]["run"] == 3
    other = {"file": ("other.txt", b"other")}
    reused = served.client.post("/v1/documents", files=other, headers=headers)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")
    served.ended(document)


def test_events_tell_the_story_and_can_be_taken_up_again(served: Any, samples: Path) -> None:
    document = send(served, samples / "scramble-a.scrambled.pdf", wait=60).json()["document"]["sha256"]
    story = _events(served.client.get(f"/v1/documents/{document}/events").text)
    assert [kind for _, kind, _ in story][:2] == ["queued", "running"]
    assert story[-1][1] == "done"
    assert ("pages", {"run": 1, "done": 1, "count": 1}) in [(kind, data) for _, kind, data in story]
    rest = served.client.get(f"/v1/documents/{document}/events", headers={"Last-Event-ID": story[-2][0]})
    assert _events(rest.text) == story[-1:]


def test_a_queued_document_can_be_cancelled(served: Any, samples: Path) -> None:
    slow = [samples / name for name in ("demo.heavy.pdf", "photo.worst.pdf", "fax.worst.pdf")]
    documents = [send(served, path).json()["document"]["id"] for path in slow]
    answer = served.client.post(f"/v1/documents/{documents[-1]}:cancel")
    assert answer.json()["document"]["state"] == "cancelled"
    result = served.client.get(f"/v1/documents/{documents[-1]}/result")
    assert (result.status_code, result.json()["code"]) == (409, "cancelled")
    assert [served.ended(document)["state"] for document in documents] == ["done", "done", "cancelled"]


def test_a_deleted_document_is_gone(served: Any, samples: Path) -> None:
    document = send(served, samples / "text.dump.txt", wait=60).json()["document"]["sha256"]
    assert served.client.delete(f"/v1/documents/{document}").status_code == 204
    for url in ("", "/result", "/file", "/revisions", "/events"):
        answer = served.client.get(f"/v1/documents/{document}{url}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert served.client.delete(f"/v1/documents/{document}").status_code == 404


def test_the_listing_is_paged_and_filtered(served: Any, samples: Path) -> None:
    send(served, samples / "one-page.born.pdf", wait=60)
    send(served, samples / "turned.rotate.pdf", wait=60)
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": 1, "state": "done"} | ({"cursor": cursor} if cursor else {})
        page = served.client.get("/v1/documents", params=params).json()
        seen += [document["id"] for document in page["documents"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) >= 2


def test_a_page_comes_as_a_viewer_shows_it(served: Any, samples: Path) -> None:
    document = send(served, samples / "turned.rotate.pdf", wait=60).json()["document"]
    answer = served.client.get(f"/v1/documents/{document['sha256']}/pages/1/image", params={"dpi": 72})
    assert answer.headers["content-type"] == "image/png"
    shown = document["pages"][0]
    assert Image.open(io.BytesIO(answer.content)).size == (round(shown["width"]), round(shown["height"]))
    missing = served.client.get(f"/v1/documents/{document['sha256']}/pages/9/image")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_metrics_count_what_was_refused(served: Any) -> None:
    def refused() -> float:
        lines = served.client.get("/metrics").text.splitlines()
        told = [line for line in lines if line.startswith('scanledger_refused_total{code="empty_input"}')]
        return float(told[0].rsplit(" ", 1)[1]) if told else 0.0

    before = refused()
    assert served.client.post("/v1/documents", files={"file": ("a.pdf", b"")}).status_code == 400
    assert refused() == before + 1


def test_metrics_tell_what_was_read(served: Any, samples: Path) -> None:
    send(served, samples / "one-page.born.pdf", wait=60)
    lines = served.client.get("/metrics").text.splitlines()
    figures = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}
    assert figures['scanledger_runs{state="done"}'] >= 1
    assert figures["scanledger_fields_total"] > 50
    for stage in ("waiting", "reading", "understanding", "publishing"):
        assert figures[f'scanledger_stage_seconds_count{{stage="{stage}"}}'] >= 1
    assert figures['scanledger_stage_seconds_sum{stage="reading"}'] > 0
    assert figures['scanledger_work_seconds_total{stage="text layer"}'] > 0
    assert figures['scanledger_queued{by="batch"}'] >= 0
    assert figures['scanledger_oldest_queued_seconds{by="upload"}'] >= 0
    assert figures['scanledger_requests_total{method="POST",route="/v1/documents",status="200"}'] >= 1


@pytest.mark.parametrize(
    ("method", "url", "status", "code"),
    [
        ("GET", "/v1/documents/nonsense", 422, "invalid_request"),
        ("GET", f"/v1/documents/{'0' * 64}", 404, "not_found"),
        ("POST", "/v1/documents", 415, "not_multipart"),
        ("GET", "/v1/documents?cursor=xyz", 400, "bad_cursor"),
        ("GET", "/v1/documents?limit=0", 422, "invalid_request"),
        ("GET", "/v1/nothing", 404, "not_found"),
        ("PUT", "/v1/documents", 405, "method_not_allowed"),
    ],
)
def test_every_error_is_a_problem(served: Any, method: str, url: str, status: int, code: str) -> None:
    answer = served.client.request(method, url)
    assert (answer.status_code, answer.json()["code"], answer.json()["status"]) == (status, code, status)
    assert answer.headers["content-type"] == PROBLEM


def _events(text: str) -> list[tuple[str, str, dict[str, object]]]:
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        parts = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "data" in parts:
            found.append((parts["id"], parts["event"], json.loads(parts["data"])))
    return found
