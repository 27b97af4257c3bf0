"""Batches over real HTTP."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

PROBLEM = "application/problem+json"


def send(served: Any, files: Mapping[str, bytes], **options: Any) -> Any:
    parts = [("file", (name, data)) for name, data in files.items()]
    return served.client.post("/v1/batches", files=parts, **options)


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ended(served: Any, batch: str, wait_s: float = 300) -> dict[str, Any]:
    end = time.monotonic() + wait_s
    while time.monotonic() < end:
        body = served.client.get(f"/v1/batches/{batch}").json()["batch"]
        if body["state"] in {"done", "cancelled"}:
            return dict(body)
        time.sleep(0.1)
    raise AssertionError(f"{batch} did not end in {wait_s} s: {body}")


def items(served: Any, batch: str, **params: object) -> list[dict[str, Any]]:
    return list(served.client.get(f"/v1/batches/{batch}/items", params=params).json()["items"])


def varied(path: Path, number: int) -> bytes:
    """The document with other bytes: what follows a PDF's end is none of its business."""
    return path.read_bytes() + b"\n%%%d\n" % number


def test_files_and_archives_are_read_and_each_is_accounted_for(served: Any, samples: Path) -> None:
    good = varied(samples / "one-page.born.pdf", 1)
    archive = zipped(
        {"2023/in.pdf": varied(samples / "one-page.born.pdf", 2), "2023/notes.docx": b"x", "../up.pdf": b"x"}
    )
    files = {"good.pdf": good, "broken.pdf": b"%PDF-1.7 and nothing else", "empty.pdf": b"", "more.zip": archive}
    sent = send(served, files, params={"name": "2023 决算"})
    assert sent.status_code == 202
    batch = sent.json()["batch"]
    assert sent.headers["location"] == f"/v1/batches/{batch['id']}"
    assert (batch["name"], batch["source"], batch["items"]) == ("2023 决算", "files", 6)
    done = ended(served, batch["id"])
    assert done["counts"] == {"queued": 0, "running": 0, "done": 2, "failed": 4, "cancelled": 0, "deleted": 0}
    assert done["unpacked"]
    said = {
        item["name"]: (item["state"], item["error"] and item["error"]["code"]) for item in items(served, batch["id"])
    }
    assert said == {
        "good.pdf": ("done", None),
        "broken.pdf": ("failed", "damaged_input"),
        "empty.pdf": ("failed", "empty_input"),
        "2023/in.pdf": ("done", None),
        "2023/notes.docx": ("failed", "unsupported_input"),
        "../up.pdf": ("failed", "input_error"),
    }
    document = next(item["document"] for item in items(served, batch["id"]) if item["name"] == "2023/in.pdf")
    assert served.client.get(f"/v1/documents/{document}/result").json()["records"]
    stored = [path for path in (served.data_dir / "files").rglob("*") if path.is_file()]
    assert archive not in [path.read_bytes() for path in stored]  # its files are kept, not itself


def test_what_was_read_is_not_read_again(served: Any, samples: Path) -> None:
    files = {"a.pdf": varied(samples / "one-page.born.pdf", 3)}
    first = send(served, files).json()["batch"]["id"]
    ended(served, first)
    again = send(served, files).json()["batch"]
    assert (again["state"], again["left"], again["counts"]["done"]) == ("done", 0, 1)
    assert items(served, again["id"])[0]["run"] == 1


def test_a_request_with_a_key_makes_one_batch(served: Any, samples: Path) -> None:
    files, headers = {"a.pdf": varied(samples / "one-page.born.pdf", 4)}, {"Idempotency-Key": "one batch"}
    first, second = (send(served, files, headers=headers).json()["batch"]["id"] for _ in range(2))
    assert first == second
    other = send(served, {"b.pdf": b"%PDF-"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    ended(served, first)


def test_documents_that_are_held_are_read_again_by_a_filter(served: Any, samples: Path) -> None:
    names = [f"held-{number}.pdf" for number in range(2)]
    files = {name: varied(samples / "one-page.born.pdf", 50 + number) for number, name in enumerate(names)}
    ended(served, send(served, files).json()["batch"]["id"])
    asked = {"filter": {"filename": "held-", "states": ["done"]}}
    sent = served.client.post("/v1/batches", json=asked, params={"name": "again"})
    assert sent.status_code == 202
    batch = ended(served, sent.json()["batch"]["id"])
    assert (batch["source"], batch["items"], batch["counts"]["done"]) == ("filter", 2, 2)
    assert {(item["name"], item["run"]) for item in items(served, batch["id"])} == {(name, 2) for name in names}
    for wrong, code in (({"filter": {"filename": "no such name"}}, "nothing_fits"), ({"filtr": {}}, "invalid_request")):
        refused = served.client.post("/v1/batches", json=wrong)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused.headers["content-type"] == PROBLEM


def test_events_tell_the_story_and_can_be_taken_up_again(served: Any, samples: Path) -> None:
    files = {f"{number}.pdf": varied(samples / "one-page.born.pdf", 20 + number) for number in range(2)}
    batch = send(served, files).json()["batch"]["id"]
    story = _events(served.client.get(f"/v1/batches/{batch}/events").text)
    assert [kind for _, kind, _ in story] == ["created", "item", "item", "done"]
    assert sorted(data["name"] for _, kind, data in story if kind == "item") == ["0.pdf", "1.pdf"]
    assert [data["left"] for _, kind, data in story if kind == "item"] == [1, 0]
    rest = served.client.get(f"/v1/batches/{batch}/events", headers={"Last-Event-ID": story[1][0]})
    assert _events(rest.text) == story[2:]


def test_an_answer_that_has_not_changed_is_not_sent_again(served: Any, samples: Path) -> None:
    batch = send(served, {"a.pdf": varied(samples / "one-page.born.pdf", 6)}).json()["batch"]["id"]
    ended(served, batch)
    etag = served.client.get(f"/v1/batches/{batch}").headers["etag"]
    assert served.client.get(f"/v1/batches/{batch}", headers={"If-None-Match": etag}).status_code == 304


def test_listings_are_paged_and_filtered(served: Any) -> None:
    sent = send(served, {f"{number}.pdf": b"%%PDF-1.7 %d" % number for number in range(5)}).json()["batch"]["id"]
    ended(served, sent)
    seen, cursor = [], "0"
    while cursor is not None:
        params = {"limit": 2, "cursor": cursor, "state": "failed"}
        page = served.client.get(f"/v1/batches/{sent}/items", params=params).json()
        seen += [item["number"] for item in page["items"]]
        cursor = page["next"]
    assert seen == [1, 2, 3, 4, 5]
    send(served, {"0.pdf": b"%PDF-1.7 0"})
    page = served.client.get("/v1/batches", params={"limit": 1, "state": "done"}).json()
    assert len(page["batches"]) == 1
    following = served.client.get("/v1/batches", params={"limit": 1, "cursor": page["next"]}).json()
    assert following["batches"][0]["id"] != page["batches"][0]["id"]


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"files": {"note": b"x"}}, 422, "no_file"),
        ({"content": b"x", "headers": {"content-type": "text/plain"}}, 415, "not_multipart"),
        ({"files": {"file": ("a.zip", zipped({"a.pdf": b"x"})[:-5])}}, 400, "damaged_input"),
        ({"json": {"filter": {"documents": ["x"]}}}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_a_batch_is_refused(served: Any, options: dict[str, Any], status: int, code: str) -> None:
    answer = served.client.post("/v1/batches", **options)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == PROBLEM
    assert list((served.data_dir / "work").glob("*.upload")) == []


def test_an_unknown_batch_is_not_here(served: Any) -> None:
    for method, url in (("GET", ""), ("GET", "/items"), ("GET", "/events"), ("POST", ":pause"), ("POST", ":retry")):
        answer = served.client.request(method, f"/v1/batches/{'0' * 32}{url}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_batch_is_paused_resumed_stopped_and_lets_uploads_go_first(
    start: Callable[..., Any], samples: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    options = ["--slots", "1"]
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        options += ["--database", fresh(), "--jobs", fresh()]
    server = start(*options)
    many = {f"{number}.pdf": varied(samples / "one-page.born.pdf", number) for number in range(40)}
    batch = send(server, many).json()["batch"]["id"]
    upload = server.client.post("/v1/documents", files={"file": ("u.pdf", varied(samples / "one-page.born.pdf", 99))})
    hurried = server.client.post("/v1/documents", files={"file": ("39.pdf", many["39.pdf"])})
    server.ended(upload.json()["document"]["id"])
    server.ended(hurried.json()["document"]["id"])
    counts = server.client.get(f"/v1/batches/{batch}").json()["batch"]["counts"]
    assert counts["done"] < 20  # the upload and the one that somebody waits for did not wait for the batch
    assert items(server, batch)[39]["state"] == "done"
    paused = server.client.post(f"/v1/batches/{batch}:pause").json()["batch"]
    assert paused["state"] == "paused"
    while server.client.get(f"/v1/batches/{batch}").json()["batch"]["counts"]["running"]:  # what was under way ends
        time.sleep(0.2)
    still = server.client.get(f"/v1/batches/{batch}").json()["batch"]["counts"]
    assert still["queued"] > 0
    server.kill()
    server = start(*options)
    time.sleep(2)
    assert server.client.get(f"/v1/batches/{batch}").json()["batch"]["counts"]["queued"] == still["queued"]
    assert server.client.post(f"/v1/batches/{batch}:resume").json()["batch"]["state"] == "running"
    stopped = server.client.post(f"/v1/batches/{batch}:cancel").json()["batch"]
    assert (stopped["state"], stopped["left"]) == ("cancelled", 0)
    assert stopped["counts"]["cancelled"] > 0
    wrong = server.client.post(f"/v1/batches/{batch}:resume")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_state")
    assert server.client.get("/readyz").status_code == 200


def test_failed_documents_are_retried(served: Any) -> None:
    batch = send(served, {"a.pdf": b"%PDF-1.7 retried"}).json()["batch"]["id"]
    ended(served, batch)
    assert served.client.post(f"/v1/batches/{batch}:retry").json()["batch"]["state"] == "running"
    assert ended(served, batch)["counts"]["failed"] == 1
    assert items(served, batch)[0]["run"] == 2


def test_an_archive_is_unpacked_though_the_service_is_killed(start: Callable[..., Any], samples: Path) -> None:
    server = start("--slots", "2")
    archive = zipped({f"{number}.pdf": varied(samples / "one-page.born.pdf", number) for number in range(12)})
    batch = send(server, {"all.zip": archive}).json()["batch"]["id"]
    server.kill()
    server = start("--slots", "2")
    assert ended(server, batch)["counts"]["done"] == 12


def _events(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in lines:
            found.append((lines["id"], lines["event"], json.loads(lines["data"])))
    return found
