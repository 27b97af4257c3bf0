"""An archive read again, as far as that changes anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from api.archives import Place
from api.cli import OK, WRONG_USAGE, main
from models.result import ExtractionResult

OWN = """
version: "mine-1"
indicators:
  - {id: own.outlets, name: 乡村图书馆新增网点数, kind: quantity}
"""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder with an archive, and ``out`` with its results."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "archive").mkdir()
    for name in ("one-page.born.pdf", "turned.rotate.pdf"):
        shutil.copy(samples / name, folder / "archive")
    assert main(["batch", str(folder / "archive"), "--out", str(folder / "out"), "--workers", "1"]) == OK
    return folder


@pytest.fixture
def read(read_once: Path, tmp_path: Path) -> Path:
    """A folder of results, as if the archive beside it had just been read."""
    shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    Place(tmp_path / "out").remember(tmp_path / "archive")
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


def test_another_catalogue_gives_what_reading_anew_gives(read: Path, tmp_path: Path) -> None:
    """First one that touches a label of one document and none of the other, then one that takes that back."""
    result = ExtractionResult.model_validate_json((read / "one-page.born.pdf.json").read_bytes())
    labels = [one.label for one in result.records[0].fields if one.label.method is None and one.label.raw]
    mine = tmp_path / "mine.yaml"
    for number, name in enumerate((labels[0].raw, "乡村图书馆新增网点数")):
        mine.write_text(f'version: "{number}"\nindicators: [{{id: own.one, name: {name}}}]\n', encoding="utf-8")
        own = ["--workers", "1", "--catalogue", str(mine)]
        assert main(["reprocess", str(read), *own]) == OK
        assert ('"own.one"' in (read / "one-page.born.pdf.json").read_text()) == (number == 0)
        anew = tmp_path / f"anew{number}"
        assert main(["batch", str(tmp_path / "archive"), "--out", str(anew), *own]) == OK
        for file in ("one-page.born.pdf.json", "turned.rotate.pdf.json"):
            assert (read / file).read_bytes() == (anew / file).read_bytes()


def test_a_result_whose_label_no_catalogue_touches_needs_no_reader(
    read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text(OWN)
    monkeypatch.setattr("api.archives.batch.Reader.read", None)
    assert main(["reprocess", str(read), "--workers", "1", "--catalogue", str(tmp_path / "mine.yaml")]) == OK


def test_a_result_that_was_made_and_not_published_is_made_anew(
    read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill between the journal's entry and the publishing: the journal and the result do not agree."""
    own = tmp_path / "mine.yaml"
    own.write_text(OWN)
    before = (read / "turned.rotate.pdf.json").read_bytes()
    with monkeypatch.context() as killed:
        killed.setattr("api.archives.batch._Work._publish", lambda _work, _name: None)
        assert main(["reprocess", str(read), "--workers", "1", "--catalogue", str(own)]) == OK
    assert (read / "turned.rotate.pdf.json").read_bytes() == before
    assert main(["reprocess", str(read), "--workers", "1", "--catalogue", str(own)]) == OK
    assert ExtractionResult.model_validate_json((read / "turned.rotate.pdf.json").read_bytes()).engine.catalogue == (
        ExtractionResult.model_validate_json(before).engine.catalogue + "+mine-1"
    )


def test_an_archive_that_was_moved_is_named(read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive").rename(tmp_path / "elsewhere")
    assert main(["reprocess", str(read)]) == WRONG_USAGE
    assert main(["reprocess", str(read), "--archive", str(tmp_path / "elsewhere")]) == OK
    assert "2 of 2 files had nothing to be done" in capsys.readouterr().err


def test_a_folder_that_no_batch_wrote_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reprocess", str(tmp_path)]) == WRONG_USAGE
    assert "no batch was written here" in capsys.readouterr().err
