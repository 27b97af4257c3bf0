"""The other tools, each run as its own documentation says, in a process of its own.

A process of its own, because they change what they share with scanledger: pymupdf4llm gives pymupdf another way to
find tables, and img2table brings a build of OpenCV with more in it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context

import cv2
import numpy as np

from benchmarks.others.html_tables import tables_in
from benchmarks.others.line_grid import Pixels, Word, in_line_grid, in_order, within
from benchmarks.others.reading import PlainCell, PlainPage, PlainTable, Reader

ONE_THREAD = {f"EngineConfig.onnxruntime.{name}": 1 for name in ("intra_op_num_threads", "inter_op_num_threads")}
DPI = 150
"""Of the page that pymupdf4llm is given; its own default for OCR, so the picture keeps its pixels."""

QUARTERS = {0: 0, 90: 3, 180: 2, 270: 1}
"""Turns of numpy, against the clock, for the turn with it that Tesseract asks for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``cpu_s``: processor time, with that of programs that were called."""

    page: PlainPage
    cpu_s: float
    failure: str | None = None


def pixels_of(page: bytes) -> Pixels:
    return np.ascontiguousarray(cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_COLOR)[..., ::-1])


def rapidocr_with_grid() -> Reader:
    from rapidocr import RapidOCR  # noqa: PLC0415 - each tool only in its own process

    engine = RapidOCR(params=ONE_THREAD)

    def read(page: bytes) -> PlainPage:
        pixels = pixels_of(page)
        found = engine(np.ascontiguousarray(pixels[..., ::-1]))
        boxes = () if found.boxes is None else found.boxes
        words = [
            Word(text, float(box[:, 0].mean()), float(box[:, 1].mean()), float(np.ptp(box[:, 1])))
            for box, text in zip(boxes, found.txts or (), strict=True)
        ]
        return in_line_grid(pixels, words)

    return read


def tesseract_with_grid() -> Reader:
    def said(page: bytes, *arguments: str) -> str:
        done = subprocess.run(["tesseract", "stdin", "stdout", *arguments], input=page, capture_output=True, check=True)  # noqa: S603, S607 - a fixed program
        return done.stdout.decode()

    def read(page: bytes) -> PlainPage:
        pixels = pixels_of(page)
        with contextlib.suppress(subprocess.CalledProcessError):  # too little on the page to tell its turn
            turn = next(line for line in said(page, "--psm", "0").splitlines() if line.startswith("Rotate:"))
            pixels = np.ascontiguousarray(np.rot90(pixels, QUARTERS[int(turn.split()[1])]))
        upright = cv2.imencode(".png", pixels[..., ::-1])[1].tobytes()
        words = []
        table = said(upright, "-l", "chi_sim+eng", "--psm", "11", "tsv")
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
            if float(row["conf"]) >= 0 and row["text"].strip():  # -1: no word
                x, y, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
                words.append(Word(row["text"], x + width / 2, y + height / 2, height))
        return in_line_grid(pixels, words)

    return read


def img2table_with_rapidocr() -> Reader:
    from img2table.document import Image  # noqa: PLC0415
    from img2table.ocr import RapidOCR  # noqa: PLC0415
    from rapidocr import LangRec  # noqa: PLC0415

    class Kept(RapidOCR):
        """Keeps what was read, as img2table gives only what stands in tables."""

        def of(self, document: object) -> object:
            self.said = super().of(document)
            return self.said

    engine = Kept({"Rec.lang_type": LangRec.CH, **ONE_THREAD})

    def read(page: bytes) -> PlainPage:
        engine.said = None
        found = Image(page, detect_rotation=True).extract_tables(ocr=engine, borderless_tables=True)
        tables = tuple(
            spanned([[((c.bbox.x1, c.bbox.y1), c.value or "") for c in row] for row in table.content.values()])
            for table in found
        )
        words = [
            Word(word["value"], (word["x1"] + word["x2"]) / 2, (word["y1"] + word["y2"]) / 2, word["y2"] - word["y1"])
            for word in (engine.said.records.get(0, ()) if engine.said else ())
        ]
        inside = [id(w) for t in found for w in within(words, (t.bbox.x1, t.bbox.y1, t.bbox.x2, t.bbox.y2))]
        return PlainPage(tables, tuple(word.text for word in in_order(w for w in words if id(w) not in inside)))

    return read


def spanned(rows: Sequence[Sequence[tuple[Hashable, str]]]) -> PlainTable:
    """Slots as cells: one that spans several slots stands in each of them, known by its place."""
    slots: dict[Hashable, list[tuple[int, int, str]]] = {}
    for row, cells in enumerate(rows):
        for col, (place, text) in enumerate(cells):
            slots.setdefault(place, []).append((row, col, text))
    return tuple(
        PlainCell(top, left, own[-1][0] - top + 1, max(col for _, col, _ in own) - left + 1, text)
        for own in slots.values()
        for top, left, text in own[:1]
    )


def pymupdf4llm_with_ocr() -> Reader:
    with contextlib.redirect_stdout(io.StringIO()):
        import pymupdf  # noqa: PLC0415
        import pymupdf4llm  # noqa: PLC0415

    def read(page: bytes) -> PlainPage:
        with pymupdf.open() as document, contextlib.redirect_stdout(io.StringIO()):
            height, width = pixels_of(page).shape[:2]
            box = (0, 0, width * 72 / DPI, height * 72 / DPI)
            document.new_page(width=box[2], height=box[3]).insert_image(box, stream=page)
            asked = {"table_output": "html", "force_ocr": True, "ocr_language": "chi_sim+eng"}
            return tables_in(str(pymupdf4llm.to_markdown(document, show_progress=False, **asked)))

    return read


@dataclass(frozen=True, slots=True)
class Tool:
    """``packages`` of Python and ``program`` that it needs."""

    name: str
    make: Callable[[], Reader]
    packages: tuple[str, ...] = ()
    program: str | None = None

    @property
    def absent(self) -> str | None:
        """Why it cannot be run here, None where it can."""
        missing = [package for package in self.packages if not _is_installed(package)]
        if missing:
            return f"not installed: {', '.join(missing)}"
        return f"no program {self.program}" if self.program and not shutil.which(self.program) else None

    @property
    def called(self) -> str:
        """Its name with the versions of what was asked."""
        return (
            f"{self.name} ({', '.join(f'{package} {version(package)}' for package in self.packages) or self.program})"
        )


TOOLS = (
    Tool("RapidOCR, line grid", rapidocr_with_grid, ("rapidocr",)),
    Tool("Tesseract, line grid", tesseract_with_grid, program="tesseract"),
    Tool("img2table", img2table_with_rapidocr, ("img2table", "rapidocr")),
    Tool("pymupdf4llm", pymupdf4llm_with_ocr, ("pymupdf4llm", "pymupdf_layout", "rapidocr")),
)
"""img2table and pymupdf4llm with RapidOCR, which both can use and which reads Chinese better than Tesseract."""


class Bench:
    """A tool in its process, warmed with nothing: the first page of a run pays for what it loads."""

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self._process = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def read(self, page: bytes) -> Outcome:
        return self._process.submit(_timed, self.tool.name, page).result()

    def close(self) -> None:
        self._process.shutdown()


def _is_installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _timed(name: str, page: bytes) -> Outcome:
    read = _reader(name)
    before = sum(os.times()[:4])
    try:
        said, failure = read(page), None
    except Exception as error:  # noqa: BLE001 - whatever another tool does on a page is its outcome on that page
        said, failure = PlainPage(()), f"{type(error).__name__}: {error}"
    return Outcome(said, sum(os.times()[:4]) - before, failure)


@cache
def _reader(name: str) -> Reader:
    """Made once in the process."""
    return next(tool.make for tool in TOOLS if tool.name == name)()
