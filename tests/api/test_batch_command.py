"""A whole archive from the command line: read, stopped, taken up again, read anew."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli import FAILED, OK, main
from models.result import ExtractionResult


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "archive"
    (folder / "2023").mkdir(parents=True)
    for name in ("one-page.born.pdf", "text.dump.txt"):
        shutil.copy(samples / name, folder / "2023")
    shutil.copy(samples / "turned.rotate.pdf", folder)
    return folder


def journal(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / ".scanledger" / "journal.jsonl").read_text().splitlines()]


def test_an_archive_is_read_once_and_reported(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["batch", str(archive), "--out", str(out), "--workers", "2"]
    assert main(command) == OK
    for name in ("2023/one-page.born.pdf", "2023/text.dump.txt", "turned.rotate.pdf"):
        assert ExtractionResult.model_validate_json((out / f"{name}.json").read_bytes()).records
    assert "3 of 3 files read" in capsys.readouterr().err
    before = journal(out)
    assert main(command) == OK
    assert journal(out) == before  # nothing was done twice
    assert "3 of 3 files read" in capsys.readouterr().err
    assert json.loads((out / ".scanledger" / "report.json").read_text())["fields"] > 100


def test_a_file_that_cannot_be_read_costs_only_itself(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    out = tmp_path / "out"
    assert main(["batch", str(archive), "--out", str(out), "--workers", "1"]) == FAILED
    said = capsys.readouterr().err
    assert "broken.pdf" in said
    assert "3 of 4 files read" in said
    assert "1 x damaged_input" in said


def test_other_settings_read_anew_keep_the_former_results_and_tell_the_drift(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["batch", str(archive), "--out", str(out), "--workers", "1"]
    assert main(command) == OK
    first = (out / "turned.rotate.pdf.json").read_bytes()
    capsys.readouterr()
    assert main([*command, "--review-threshold", "1"]) == OK
    assert "3 of 3 documents changed" in capsys.readouterr().err
    former = list((out / ".scanledger" / "former").rglob("turned.rotate.pdf.json"))
    assert [path.read_bytes() for path in former] == [first]
    assert main(["drift", str(former[0].parent), str(out), "--json"]) == OK
    drift = json.loads(capsys.readouterr().out)
    assert drift["compared"] == 3
    assert all(document["drift"]["review"] > 0 for document in drift["documents"])


def test_a_batch_that_is_killed_goes_on_where_it_was(archive: Path, tmp_path: Path, samples: Path) -> None:
    shutil.copy(samples / "demo.heavy.pdf", archive / "z-slow.pdf")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "api.cli", "batch", str(archive), "--out", str(out), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 240
    while time.monotonic() < end and not (out / "turned.rotate.pdf.json").exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = journal(out)
    assert done
    assert main(command[3:]) == OK
    assert journal(out)[: len(done)] == done
    names = [entry["name"] for entry in journal(out)]
    assert sorted(names) == ["2023/one-page.born.pdf", "2023/text.dump.txt", "turned.rotate.pdf", "z-slow.pdf"]
