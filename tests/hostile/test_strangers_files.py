"""Every kind of hostile file sent to one service: each ends as a result or a problem, and nothing else is hurt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.hostile.kinds import ARCHIVES, DOCUMENTS, NAMES, SLOW, made, named
from tests.hostile.outcomes import Outcome, awaited, awaited_batch, sent
from tests.services import AT_REST, Served, serve_forked

GOOD = Path(__file__).parents[2] / "samples" / "set" / "one-page.born.pdf"
WAIT_S = 400
"""Of a machine that is busy with other tests; on a quiet one all is said within a minute, which the benchmark shows."""

QUICK = sorted(DOCUMENTS.keys() - SLOW)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One of its own: it is to be seen whether it lives to the end."""
    server = serve_forked(tmp_path_factory.mktemp("hostile") / "data", "--slots", "2", AT_REST)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def outcomes(service: Served) -> dict[str, Outcome]:
    """All of them sent at once, with a good document before, among and after them."""
    files = {name: (name, made(name)) for name in QUICK}
    files |= {key: (name, named(number)) for number, (key, name) in enumerate(NAMES.items())}
    keys = list(files)
    for place, at in enumerate((0, len(keys) // 2, len(keys))):
        key = f"good-{place}.pdf"
        files[key] = (key, GOOD.read_bytes() + b"\n%%%d\n" % place)
        keys.insert(at + place, key)
    begun_s = time.monotonic()
    accepted = {key: sent(service.client, *files[key]) for key in keys}
    return {
        key: one if isinstance(one, Outcome) else awaited(service.client, one, begun_s, WAIT_S)
        for key, one in accepted.items()
    }


def test_there_are_enough_kinds() -> None:
    assert len(DOCUMENTS) + len(NAMES) + len(ARCHIVES) >= 60
    assert DOCUMENTS.keys() > SLOW
    assert all(made(name) == made(name) for name in ("bits-turned.pdf", "noise.tif", "names-that-lead-out.zip"))


@pytest.mark.parametrize("name", [*QUICK, *NAMES])
def test_a_document_ends_as_a_result_or_as_a_problem_with_a_remedy(outcomes: dict[str, Outcome], name: str) -> None:
    assert outcomes[name].typed, outcomes[name]


@pytest.mark.parametrize("name", sorted(ARCHIVES))
def test_an_archive_ends_member_by_member_or_as_a_whole(service: Served, name: str) -> None:
    ended = awaited_batch(service.client, name, made(name), WAIT_S)
    assert all(one.typed for one in ended), ended


def test_good_documents_among_them_are_read_right(outcomes: dict[str, Outcome], service: Served) -> None:
    truth = json.loads(GOOD.with_name(f"{GOOD.name}.truth.json").read_text(encoding="utf-8"))
    listed = service.client.get("/v1/documents", params={"name": "good-"}).json()["documents"]
    assert len(listed) == 3
    for document in listed:
        assert outcomes[document["filename"]].code == "done"
        (record,) = service.client.get(f"/v1/documents/{document['id']}/result").json()["records"]
        assert record["data"]["project_code"] == truth["records"][0]["data"]["project_code"]


def test_no_stored_name_leads_anywhere_or_draws_on_a_screen(outcomes: dict[str, Outcome], service: Served) -> None:
    assert outcomes.keys() >= NAMES.keys()
    listed = service.client.get("/v1/documents", params={"limit": 200}).json()["documents"]
    for document in listed:
        name = document["filename"]
        assert name == os.path.basename(name)  # noqa: PTH119 - what a file system makes of it
        assert name.isprintable()
        assert len(name) <= 255


def test_the_service_lives_and_nothing_is_left_half_done(outcomes: dict[str, Outcome], service: Served) -> None:
    assert outcomes
    assert service.process.poll() is None
    assert service.client.get("/readyz").status_code == httpx.codes.OK
    assert not list((service.data_dir / "files").rglob("*.upload"))
    assert not list(service.data_dir.rglob("*.member"))


def test_the_batch_command_goes_through_a_folder_of_them(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(GOOD.read_bytes())
    for name in ("page-tree-of-itself.pdf", "locked.pdf", "jbig2-noise.pdf", "a-trillion.png", "a-million-lines.txt"):
        (folder / name).write_bytes(made(name))
    command = [sys.executable, "-m", "api.cli", "batch", str(folder), "--out", str(out), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "internal_error" not in done.stdout + done.stderr
    assert json.loads((out / "good.pdf.json").read_bytes())["records"]
    assert not (out / "locked.pdf.json").exists()
