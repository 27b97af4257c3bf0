from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from api import cases
from api.cli import main
from extractor.scoring import Observation, load_calibration
from models.errors import DamagedInput
from models.result import ExtractionResult


@pytest.fixture
def truth_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: ExtractionResult) -> Path:
    """Two documents with truth and one without; a stub reads them, and cannot read the second."""
    record = result.records[0]
    for name, project in (("a.pdf", "产业转型升级资金"), ("sub/b.pdf", "x")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        truth = {
            "form": record.form,
            "variant": "plain",
            "grade": "poor",
            "records": [{"form": record.form, "data": {**record.data, "project_name": project}}],
        }
        path.with_name(f"{path.name}.truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "no-truth.pdf").write_bytes(b"")

    def read(_data: bytes, filename: str, _tools: object) -> SimpleNamespace:
        if filename == "b.pdf":
            raise DamagedInput("b.pdf: damaged")
        observed = Observation("number", {"weakest_glyph": 1.0, "quality": 0.9})
        return SimpleNamespace(result=result, observations=[[observed] * len(r.fields) for r in result.records])

    monkeypatch.setattr(cases, "load_tools", lambda settings: SimpleNamespace(settings=settings))
    monkeypatch.setattr(cases, "extract", read)
    return tmp_path


def test_the_report_counts_failures_as_missing(truth_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(truth_dir), "--json"]) == 1
    report = json.loads(capfd.readouterr().out)
    assert (report["all"]["documents"], report["all"]["failed"], report["all"]["wholly_right"]) == (2, 1, 0.5)
    assert report["all"]["leaves"]["recall"] == 0.5
    assert report["all"]["leaves"]["precision"] == 1
    assert list(report["by_damage"]) == ["plain, poor"]


def test_wrong_leaves_are_written_one_a_line(truth_dir: Path) -> None:
    wrong = truth_dir / "wrong.jsonl"
    main(["evaluate", str(truth_dir), "--json", "--wrong", str(wrong)])
    lines = [json.loads(line) for line in wrong.read_text(encoding="utf-8").splitlines()]
    assert {line["input"] for line in lines} == {"b.pdf"}
    assert lines[0] == {
        "input": "b.pdf",
        "damage": "plain, poor",
        "path": "project_self_evaluation.project_name",
        "expected": "x",
        "got": None,
        "confidence": None,
        "status": None,
        "text": None,
    }


def test_people_get_tables_of_the_groups_that_they_ask_for(truth_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["evaluate", str(truth_dir), "--by", "field"])
    out = capsys.readouterr().out
    assert "by field" in out
    assert "project_self_evaluation.indicators.score" in out
    assert "by damage" not in out


def test_a_folder_without_truth_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path)]) == 2
    assert "no file <input name>.truth.json" in capsys.readouterr().err


def test_a_calibration_fitted_here_can_be_used(truth_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    assert main(["calibrate", str(truth_dir), "--out", str(out)]) == 1  # one of the two documents is damaged
    calibration = load_calibration(out)
    assert calibration.models["number"].samples > 0
    assert calibration.models["number"].wrong == 0


def test_a_calibration_of_one_document_promises_nothing(
    truth_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.yaml"
    main(["calibrate", str(truth_dir), "--out", str(out)])
    (evidence,) = load_calibration(out).evidence
    assert (evidence.form, evidence.documents) == ("project_self_evaluation", 1)
    refused = "cannot promise at most 0.2 % wrong: project_self_evaluation on"
    assert main(["risk", "0.002", "--calibration", str(out)]) == 1
    assert refused in capsys.readouterr().err
    assert main(["extract", "none.pdf", "--risk", "0.002", "--calibration", str(out)]) == 1
    assert refused in capsys.readouterr().err
