"""Who may do what, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.cli import main


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Any]) -> Iterator[Any]:
    """A service that asks for keys, and a maker of keys for it."""
    data = tmp_path_factory.mktemp("closed") / "data"
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("builtins.print", lambda text, **_: said.append(text))
        assert main(["key", "create", "first", "--scope", "admin", "--data-dir", str(data)]) == 0
    server = serving(data, "--slots", "1", "--ask-for-keys")
    server.admin = {"Authorization": f"Bearer {said[0]}"}
    yield server
    server.kill()


def key(closed: Any, capsys: pytest.CaptureFixture[str], *scopes: str) -> dict[str, str]:
    capsys.readouterr()
    options = [word for scope in scopes for word in ("--scope", scope)]
    assert main(["key", "create", "someone", *options, "--data-dir", str(closed.data_dir)]) == 0
    return {"Authorization": f"Bearer {capsys.readouterr().out.strip()}"}


def test_without_a_key_nobody_gets_in(closed: Any) -> None:
    for headers in ({}, {"Authorization": "Bearer sl_0000_nonsense"}):
        answer = closed.client.get("/v1/documents", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert closed.client.get("/livez").status_code == 200


@pytest.mark.parametrize(
    ("scope", "may_upload", "may_look", "may_delete", "may_audit"),
    [
        ("uploader", True, True, False, False),
        ("reviewer", False, True, False, False),
        ("auditor", False, False, False, True),
        ("admin", True, True, True, True),
    ],
)
def test_a_key_opens_what_its_scope_is_for(
    closed: Any,
    samples: Path,
    capsys: pytest.CaptureFixture[str],
    scope: str,
    *,
    may_upload: bool,
    may_look: bool,
    may_delete: bool,
    may_audit: bool,
) -> None:
    headers = key(closed, capsys, scope)
    file = {"file": ("a.txt", (samples / "text.dump.txt").read_bytes())}
    answers = {
        "upload": closed.client.post("/v1/documents", files=file, headers=headers),
        "look": closed.client.get("/v1/documents", headers=headers),
        "audit": closed.client.get("/v1/audit", headers=headers),
        "delete": closed.client.delete(f"/v1/documents/{'0' * 64}", headers=headers),
    }
    forbidden = {name for name, answer in answers.items() if answer.status_code == 403}
    may = {"upload": may_upload, "look": may_look, "audit": may_audit, "delete": may_delete}
    assert forbidden == {name for name, allowed in may.items() if not allowed}


def test_a_revoked_key_is_worthless_at_once(closed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    headers = key(closed, capsys, "reviewer")
    assert closed.client.get("/v1/documents", headers=headers).status_code == 200
    identity = headers["Authorization"].split("_")[1]
    assert main(["key", "revoke", identity, "--data-dir", str(closed.data_dir)]) == 0
    assert closed.client.get("/v1/documents", headers=headers).status_code == 401


def test_deeds_are_on_record_with_the_doers_name(closed: Any) -> None:
    file = {"file": ("deeds.txt", "一份文件\n".encode())}
    sent = closed.client.post("/v1/documents", files=file, headers=closed.admin)
    document = sent.json()["document"]["id"]
    closed.ended(document, headers=closed.admin)
    closed.client.post(f"/v1/documents/{document}:reprocess", headers=closed.admin)
    closed.client.delete(f"/v1/documents/{document}", headers=closed.admin)
    trail = closed.client.get("/v1/audit", headers=closed.admin).json()
    mine = [(row["action"], row["actor"]) for row in trail["rows"] if row["subject"] == document]
    assert mine == [("upload", "first"), ("reprocess", "first"), ("delete", "first")]
    assert trail["first_broken"] is None
