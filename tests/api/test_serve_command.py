"""The service as a process: what it refuses, and what it keeps when it is killed."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import WRONG_USAGE, main
from api.service import ServiceSettings
from models.errors import UsageError
from tests.services import AT_REST, serve


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])  # noqa: S104 - it must be refused
def test_it_does_not_open_itself_to_a_network(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data-dir", str(tmp_path), "--host", host]) == WRONG_USAGE
    assert host in capsys.readouterr().err


def test_two_services_do_not_share_a_data_folder(start: Callable[..., Any]) -> None:
    start("--slots", "1")
    with pytest.raises(AssertionError, match="another scanledger uses it"):
        start("--slots", "1")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_closes_its_databases_when_it_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    server = serve(tmp_path / "data", "--slots", "1", AT_REST)
    try:
        assert list(server.data_dir.rglob("*-wal"))
        server.process.send_signal(how)
        server.process.wait(timeout=60)
        assert not list(server.data_dir.rglob("*-wal"))
    finally:
        server.kill()


@pytest.mark.parametrize(("options", "rehearses"), [([], True), (["--no-rehearsal"], False)])
def test_readers_reckon_ahead_unless_they_are_told_not_to(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, rehearses: bool
) -> None:
    seen: list[bool] = []

    def opened(settings: ServiceSettings) -> None:
        seen.append(settings.workers.rehearses)
        raise UsageError("seen")

    monkeypatch.setattr("api.commands.serve.open_service", opened)
    monkeypatch.setattr("structlog.configure", lambda **_: None)
    assert main(["serve", "--data-dir", str(tmp_path), *options]) == WRONG_USAGE
    assert seen == [rehearses]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_accepted_is_read_though_the_service_is_killed(
    start: Callable[..., Any], samples: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    names = ["one-page.born.pdf", "demo.heavy.pdf", "turned.rotate.pdf", "text.dump.txt"]
    options = ["--slots", "2"]
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        options += ["--database", fresh(), "--jobs", fresh()]
    server = start(*options)
    documents = []
    for name in names:
        answer = server.client.post("/v1/documents", files={"file": (name, (samples / name).read_bytes())})
        assert answer.status_code == 202
        documents.append(answer.json()["document"]["id"])
    server.kill()  # with the last one just accepted
    server = start(*options)
    server.ended(documents[0])
    server.kill()  # in the middle of the work
    server = start(*options)
    for document in documents:
        assert server.ended(document)["state"] == "done"
        revisions = server.client.get(f"/v1/documents/{document}/revisions").json()["revisions"]
        assert [one["revision"] for one in revisions] == [1]
