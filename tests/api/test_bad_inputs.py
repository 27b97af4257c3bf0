"""The real command line over inputs of every bad kind in one run: one clear line each, the good ones still done."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from models.result import ExtractionResult

GOOD = Path(__file__).parents[2] / "samples" / "set" / "one-page.born.pdf"

NO_PAGES = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
xref
0 3
0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \ntrailer
<< /Size 3 /Root 1 0 R >>
startxref
110
%%EOF
"""


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((height, width), 255, np.uint8)).save(out, "PNG")
    return out.getvalue()


def _encrypted() -> bytes:
    with pymupdf.open() as document:
        document.new_page()
        return bytes(document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="secret"))


def _text_page() -> bytes:
    """A page with words and no table."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "A letter, and nothing in it that is a table.")
        return bytes(document.tobytes())


BAD = {
    "empty.pdf": (b"", "empty"),
    "encrypted.pdf": (_encrypted(), "password|encrypted"),
    "no-pages.pdf": (NO_PAGES, "page"),
    "not-a-pdf.pdf": (b"Dear Sir, this is a letter.", "not a PDF"),
    "office.docx": (b"PK\x03\x04" + bytes(200), "not|cannot"),
    "wide.png": (_png(40_000, 10), "40000"),
    "broken.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "broken"),
}
"""Each with what its line must speak of."""


@dataclass(frozen=True)
class Run:
    out: Path
    status: int
    stdout: str
    lines: list[str]

    def result(self, name: str) -> ExtractionResult:
        return ExtractionResult.model_validate_json((self.out / f"{name}.json").read_bytes())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("inputs")
    out = folder / "out"
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "good.pdf").write_bytes(GOOD.read_bytes())
    (folder / "cut-off.pdf").write_bytes(GOOD.read_bytes()[:1500])
    (folder / "letter.pdf").write_bytes(_text_page())
    (folder / "blank.png").write_bytes(_png(600, 800))
    names = [*BAD, "absent.pdf", "cut-off.pdf", "letter.pdf", "blank.png", "good.pdf"]
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "extract", *(str(folder / name) for name in names), "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(out, done.returncode, done.stdout, done.stderr.splitlines())


def test_the_run_tells_that_some_failed_and_keeps_standard_output_clean(run: Run) -> None:
    assert run.status == 1
    assert run.stdout == ""
    assert run.lines[-1] == f"4 of {len(BAD) + 5} files extracted"
    assert not any("Traceback" in line for line in run.lines)


@pytest.mark.parametrize("name", [*BAD, "absent.pdf"])
def test_a_bad_file_has_one_line_that_names_it_and_says_why(run: Run, name: str) -> None:
    lines = [line for line in run.lines if line.startswith("error:") and name in line]
    assert len(lines) == 1, run.lines
    assert re.search(BAD[name][1] if name in BAD else "No such file", lines[0]), lines[0]
    assert "Error" not in lines[0], "a fault of ours, not of the file"
    assert not (run.out / f"{name}.json").exists()


@pytest.mark.parametrize("name", ["letter.pdf", "blank.png"])
def test_a_page_without_a_table_is_a_result_with_a_warning(run: Run, name: str) -> None:
    result = run.result(name)
    assert (result.tables, result.records) == ((), ())
    assert [warning.code for warning in result.warnings] == ["no_table"]
    assert sum(line.startswith("warning:") and name in line for line in run.lines) == 1


def test_a_pdf_that_was_cut_off_is_read_as_far_as_it_goes_and_says_so(run: Run) -> None:
    assert "input_repaired" in [warning.code for warning in run.result("cut-off.pdf").warnings]
    assert any("cut-off.pdf: the PDF was damaged" in line for line in run.lines)


def test_the_good_file_is_still_done(run: Run) -> None:
    truth = json.loads(GOOD.with_name(f"{GOOD.name}.truth.json").read_text(encoding="utf-8"))
    (record,) = run.result("good.pdf").records
    assert record.data["project_code"] == truth["records"][0]["data"]["project_code"]
