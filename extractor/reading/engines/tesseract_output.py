"""What tesseract writes, read: lines from its TSV, characters with their alternatives from its hOCR."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from extractor.reading.engines.contract import Recognised, RecognisedCharacter
from models.errors import EngineError
from models.geometry import Box

LINE_LEVEL = "4"
"""The level of a line in the TSV; words and blocks are others."""


def boxes_of_tsv(text: str) -> tuple[Box, ...]:
    """The boxes of its lines, in pixels."""
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        return tuple(
            Box(left, top, left + width, top + height)
            for row in rows
            if row["level"] == LINE_LEVEL
            for left, top, width, height in [tuple(float(row[key]) for key in ("left", "top", "width", "height"))]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EngineError(f"tesseract's TSV output was not understood ({error}); tesseract 5 is needed") from error


def readings_of_hocr(text: str, widths: Sequence[int], margin: int, alternatives: int) -> tuple[Recognised, ...]:
    """One reading for each page of the output. ``widths`` are those of the crops without the ``margin`` around them."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - written by the local program that we just ran
    except ET.ParseError as error:
        raise EngineError(f"tesseract's hOCR output was not understood ({error}); tesseract 5 is needed") from error
    pages = [element for element in root.iter() if element.get("class") == "ocr_page"]
    return tuple(
        Recognised(tuple(_characters(page, width, margin, alternatives)))
        for page, width in zip(pages, widths, strict=False)
    )


def _characters(page: ET.Element, width: int, margin: int, alternatives: int) -> list[RecognisedCharacter]:
    found: list[RecognisedCharacter] = []
    for word in page.iter():
        if word.get("class") != "ocrx_word":
            continue
        characters = _word(word, width, margin, alternatives)
        if found and characters:
            found.append(_space(found[-1].x1, characters[0].x0))
        found += characters
    return found


def _space(start: float, end: float) -> RecognisedCharacter:
    """What stands between two words, which tesseract's Chinese data makes of single characters as well."""
    return RecognisedCharacter(" ", 1.0, min(start, end), max(start, end))


def _word(word: ET.Element, width: int, margin: int, alternatives: int) -> list[RecognisedCharacter]:
    """Each character is followed by an element with what else it could be."""
    found: list[RecognisedCharacter] = []
    for element in word:
        if "x_bboxes" in element.get("title", ""):
            found.append(_character(element, width, margin))
        elif found and "lstm_choices" in element.get("id", ""):
            last = found[-1]
            others = _choices(element, last.char)[:alternatives]
            found[-1] = RecognisedCharacter(last.char, last.probability, last.x0, last.x1, others)
    return found


def _character(element: ET.Element, width: int, margin: int) -> RecognisedCharacter:
    title = element.get("title", "")
    box = _numbers("x_bboxes", title)
    x0 = min(max((box[0] - margin) / width, 0.0), 1.0)
    x1 = min(max((box[2] - margin) / width, x0), 1.0)
    return RecognisedCharacter(element.text or "", _probability(_numbers("x_conf", title)[0]), x0, x1)


def _choices(element: ET.Element, chosen: str) -> tuple[tuple[str, float], ...]:
    """Other characters with a chance, best first."""
    chances = {
        choice.text or "": _probability(_numbers("x_confs", choice.get("title", ""))[0])
        for choice in element
        if choice.text and choice.text != chosen
    }
    return tuple(sorted(((char, chance) for char, chance in chances.items() if chance > 0), key=lambda pair: -pair[1]))


def _numbers(key: str, title: str) -> list[float]:
    found = re.search(rf"\b{key} ([-\d. ]+)", title)
    if found is None:
        raise EngineError(f"tesseract's hOCR output has no {key} in {title!r}; tesseract 5 is needed")
    return [float(number) for number in found.group(1).split()]


def _probability(percent: float) -> float:
    return min(max(percent / 100, 0.0), 1.0)
