"""An archive read again, as far as that changes anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from api.cli import OK, WRONG_USAGE, main
from models.result import ExtractionResult

OWN = """
version: "mine-1"
indicators:
  - {id: own.outlets, name: 乡村图书馆新增网点数, kind: quantity}
"""


@pytest.fixture
def read(tmp_path: Path, samples: Path) -> Path:
    """A folder of results."""
    (tmp_path / "archive").mkdir()
    for name in ("one-page.born.pdf", "turned.rotate.pdf"):
        shutil.copy(samples / name, tmp_path / "archive")
    assert main(["batch", str(tmp_path / "archive"), "--out", str(tmp_path / "out"), "--workers", "1"]) == OK
    return tmp_path / "out"


def test_nothing_is_done_where_nothing_changed(read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = (read / ".scanledger" / "journal.jsonl").read_bytes()
    assert main(["reprocess", str(read), "--workers", "1"]) == OK
    assert "2 of 2 files had nothing to be done" in capsys.readouterr().err
    assert (read / ".scanledger" / "journal.jsonl").read_bytes() == journal


def test_another_catalogue_is_applied_without_reading_a_page(
    read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text(OWN)
    sheets = {path: path.stat().st_mtime_ns for path in (read / ".scanledger" / "sheets").rglob("*.sheet")}
    before = ExtractionResult.model_validate_json((read / "turned.rotate.pdf.json").read_bytes())
    assert main(["reprocess", str(read), "--workers", "1", "--catalogue", str(tmp_path / "mine.yaml")]) == OK
    after = ExtractionResult.model_validate_json((read / "turned.rotate.pdf.json").read_bytes())
    assert (before.engine.catalogue + "+mine-1", before.records) == (after.engine.catalogue, after.records)
    assert {path: path.stat().st_mtime_ns for path in (read / ".scanledger" / "sheets").rglob("*.sheet")} == sheets
    assert "0 of 2 documents changed" in capsys.readouterr().err
    assert json.loads((read / ".scanledger" / "report.json").read_text())["documents"] == 2


def test_an_archive_that_was_moved_is_named(read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive").rename(tmp_path / "elsewhere")
    assert main(["reprocess", str(read)]) == WRONG_USAGE
    assert main(["reprocess", str(read), "--archive", str(tmp_path / "elsewhere")]) == OK
    assert "2 of 2 files had nothing to be done" in capsys.readouterr().err


def test_a_folder_that_no_batch_wrote_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reprocess", str(tmp_path)]) == WRONG_USAGE
    assert "no batch was written here" in capsys.readouterr().err
