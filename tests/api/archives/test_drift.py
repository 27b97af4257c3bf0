from __future__ import annotations

from pathlib import Path

from api.archives import drift_between
from extractor.export import to_json
from models.result import DocumentInfo, EngineInfo, ExtractionResult, ResultWarning

ENGINE = EngineInfo(package="scanledger 1", ocr="o", catalogue="2026.1", calibration="c")


def written(folder: Path, name: str, catalogue: str, warning: str = "") -> None:
    folder.mkdir(exist_ok=True)
    document = DocumentInfo(sha256="0" * 64, filename=name, media_type="application/pdf", page_count=0, pages=())
    warnings = (ResultWarning(code="w", message=warning),) if warning else ()
    engine = ENGINE.model_copy(update={"catalogue": catalogue})
    result = ExtractionResult(document=document, tables=(), records=(), warnings=warnings, engine=engine)
    (folder / name).write_bytes(to_json(result))


def test_what_another_catalogue_left_as_it_was_is_not_even_opened(tmp_path: Path) -> None:
    written(tmp_path / "old", "a.pdf.json", "2026.1")
    written(tmp_path / "new", "a.pdf.json", "2026.1+mine-1")
    for folder in ("old", "new"):  # no result at all: but for the engine they are alike
        path = tmp_path / folder / "a.pdf.json"
        path.write_bytes(path.read_bytes().replace(b'"schema_version"', b'"no_result"'))
    drift = drift_between(tmp_path / "old", tmp_path / "new")
    assert (drift.compared, drift.documents) == (1, ())


def test_results_that_only_one_run_has_are_told(tmp_path: Path) -> None:
    written(tmp_path / "old", "a.pdf.json", "2026.1")
    written(tmp_path / "old", "gone.pdf.json", "2026.1")
    written(tmp_path / "new", "a.pdf.json", "2026.1", warning="another")
    written(tmp_path / "new", "added.pdf.json", "2026.1")
    drift = drift_between(tmp_path / "old", tmp_path / "new")
    assert (drift.compared, drift.added, drift.gone) == (1, ("added.pdf.json",), ("gone.pdf.json",))
    assert drift.documents == ()  # a warning is no drift
