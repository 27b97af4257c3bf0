"""The command line's contract with the reading itself left out: a stub stands in for the pipeline."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from api.cli import main
from api.commands import extract as command
from extractor.profiling import Seconds, Spent
from extractor.settings import Settings
from models.errors import DamagedInput
from models.result import ExtractionResult

Run = Callable[..., int]


@pytest.fixture
def settings_seen(monkeypatch: pytest.MonkeyPatch, result: ExtractionResult) -> list[Settings]:
    """The pipeline replaced: a file's text decides what happens to it. Holds the settings that it was given."""
    seen: list[Settings] = []

    def load(settings: Settings) -> SimpleNamespace:
        seen.append(settings)
        return SimpleNamespace(settings=settings)

    def read(data: bytes, filename: str, _tools: object, _progress: object) -> SimpleNamespace:
        os.write(1, b"a library prints\n")
        if data == b"damaged":
            raise DamagedInput(f"{filename}: truncated; copy it again")
        if data == b"crash":
            raise ZeroDivisionError("division by zero")
        if data == b"stop":
            raise KeyboardInterrupt
        document = result.document.model_copy(update={"filename": filename})
        profile = (Spent(1, "render", Seconds(2.0, 1.0)),)
        return SimpleNamespace(result=result.model_copy(update={"document": document}), profile=profile)

    monkeypatch.setattr(command, "load_tools", load)
    monkeypatch.setattr(command, "extract", read)
    return seen


@pytest.fixture
def run(settings_seen: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: ARG001 - its stub
    """Run ``scanledger extract`` in a folder with one file of each kind."""
    monkeypatch.chdir(tmp_path)
    for name in ("good.pdf", "other.pdf", "damaged", "crash", "stop"):
        Path(name).write_text(name, encoding="utf-8")

    def call(*arguments: str) -> int:
        try:
            return main(["extract", *arguments])
        except SystemExit as error:  # argparse's way to end
            return int(error.code or 0)

    return call


def test_one_file_gives_json_and_nothing_else_on_standard_output(
    run: Run, capfd: pytest.CaptureFixture[str], result: ExtractionResult
) -> None:
    assert run("good.pdf") == 0
    out, err = capfd.readouterr()
    assert ExtractionResult.model_validate_json(out).records == result.records
    assert json.loads(out)["document"]["filename"] == "good.pdf"
    assert "a library prints" in err
    assert "good.pdf: 1 pages, 1 tables, 1 records, 6 fields, 2 to review, 1 failed checks" in err
    assert "warning: good.pdf: page 1: which way is up" in err


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "html", "md"])
def test_a_folder_gets_each_file_under_its_name_and_format(run: Run, tmp_path: Path, form: str) -> None:
    assert run("good.pdf", "other.pdf", "--out", "new/results", "--format", form) == 0
    assert {path.name for path in (tmp_path / "new" / "results").iterdir()} == {f"good.pdf.{form}", f"other.pdf.{form}"}


def test_a_folder_leaves_standard_output_empty(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    run("good.pdf", "--out", "results")
    assert capfd.readouterr().out == ""


def test_a_profile_is_said_only_when_asked_for_and_not_on_standard_output(
    run: Run, capfd: pytest.CaptureFixture[str], result: ExtractionResult
) -> None:
    run("good.pdf")
    assert "render" not in capfd.readouterr().err
    run("good.pdf", "--profile")
    out, err = capfd.readouterr()
    assert ExtractionResult.model_validate_json(out).records == result.records
    assert "good.pdf, seconds of processor time" in err
    assert "render" in err


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("damaged", "error: damaged: truncated; copy it again"),
        ("crash", "error: crash: ZeroDivisionError: division by zero"),
        ("absent.pdf", "error: absent.pdf: No such file"),
        (".", "error: .: Is a directory"),
    ],
)
def test_a_bad_file_is_named_with_its_reason_and_the_others_are_still_done(
    run: Run, bad: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("good.pdf", bad, "other.pdf", "--out", "results") == 1
    err = capfd.readouterr().err
    assert err.count("error:") == 1
    assert said in err
    assert "2 of 3 files extracted" in err
    assert {path.name for path in (tmp_path / "results").iterdir()} == {"good.pdf.json", "other.pdf.json"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("good.pdf", "other.pdf"), "several FILEs need --out DIR"),
        (("good.pdf", "--format", "csv"), "--format csv needs --out DIR"),
        (("good.pdf", "x/good.pdf", "--out", "results"), "2 FILEs are called good.pdf"),
        ((), "FILE"),
        (("good.pdf", "--format", "docx"), "docx"),
        (("good.pdf", "--engine", "magic"), "magic"),
        (("good.pdf", "--review-threshold", "2"), "not between 0 and 1"),
        (("good.pdf", "--review-threshold", "much"), "much"),
        (("good.pdf", "--dpi", "9000"), "not between 50 and 600"),
        (("good.pdf", "--risk", "0"), "not between 0 and 1; 0.002 is 0.2 %"),
        (("good.pdf", "--risk", "0.01", "--review-threshold", "0.9"), "not allowed with"),
    ],
)
def test_wrong_usage_says_what_is_wrong_and_reads_nothing(
    run: Run, arguments: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str], settings_seen: list[Settings]
) -> None:
    assert run(*arguments) == 2
    out, err = capfd.readouterr()
    assert said in err
    assert out == ""
    assert not settings_seen


def test_an_interrupt_says_what_is_done_and_what_is_not(
    run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("good.pdf", "stop", "other.pdf", "--out", "results") == 130
    assert "stopped: 1 of 3 files extracted; not extracted: stop, other.pdf" in capfd.readouterr().err
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["good.pdf.json"]


def test_a_folder_that_cannot_be_written_is_an_error_of_its_own(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("good.pdf", "--out", "damaged") == 1
    assert "damaged" in capfd.readouterr().err


def test_options_reach_the_settings(run: Run, settings_seen: list[Settings]) -> None:
    Path("mine.yaml").touch()
    run("good.pdf", "--engine", "tesseract", "--catalogue", "mine.yaml", "--review-threshold", "0.5", "--dpi", "250")
    (settings,) = settings_seen
    assert settings.engine == "tesseract"
    assert settings.catalogues == (Path("mine.yaml"),)
    assert settings.review_below == 0.5
    assert settings.imaging.target_dpi == settings.imaging.min_dpi == settings.imaging.max_dpi == 250


def test_a_risk_reaches_the_settings(run: Run, settings_seen: list[Settings]) -> None:
    run("good.pdf", "--risk", "0.002")
    assert [settings.risk for settings in settings_seen] == [0.002]


def test_without_options_the_settings_are_the_defaults(run: Run, settings_seen: list[Settings]) -> None:
    run("good.pdf")
    assert settings_seen == [Settings()]
