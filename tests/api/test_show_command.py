from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import main
from extractor.export import to_json
from models.result import ExtractionResult


def test_a_result_is_shown_with_its_doubts_and_its_failed_checks(
    tmp_path: Path, result: ExtractionResult, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(to_json(result))
    assert main(["show", str(path)]) == 0
    out = capsys.readouterr().out
    assert "page 1: read from ocr, turned 90°, skew -1.5°, quality 0.80" in out
    assert "1 fail" in out
    assert "does not hold: the scores add up to 15, the total says 16" in out
    assert "149000000.00 ?" in out
    doubt = next(line for line in out.splitlines() if "funds[0].initial_budget" in line)
    assert "0.600" in doubt
    assert "a faint digit" in doubt
    assert "project_name" in out
    assert "产业转型升级资金 ?" not in out


@pytest.mark.parametrize("text", ["", "[]", '{"schema_version": "2"}', "no json"])
def test_what_is_no_result_is_said_to_be_none(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    assert main(["show", str(path)]) == 1
    assert "r.json: not a result of scanledger extract" in capsys.readouterr().err
