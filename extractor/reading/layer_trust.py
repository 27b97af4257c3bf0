"""Whether a text layer says what the page shows, from the layer itself; each doubt in plain words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import pymupdf

from extractor.reading.layer_glyphs import PaintedGlyph

PICTURE_PAGE = 0.5
"""A page with more than this share of it under images is, as far as its text goes, a picture."""

SPARSE_TEXT = 0.01
"""Glyphs on less than this share of a page: some sixty characters of 9 pt on A4, a header and a page number."""

INVISIBLE = 0.5
"""More invisible characters than visible: the layer was made to be searched, not to be seen."""

UNREADABLE = 0.05
"""One private-use, control or replacement character in twenty: more than stray bullets and ticks of symbol fonts."""

SYMBOLS = 0.25
"""Marks like ! " # $ & * in a quarter of the characters: fonts whose characters were numbered from ! upward."""

UNCOMMON = 0.2
"""Of real Chinese print fewer than one character in fifty is outside the national standard sets; of characters
drawn by a wrong mapping, most are."""


def doubts(glyphs: Sequence[PaintedGlyph], page: pymupdf.Page) -> tuple[str, ...]:
    """Why the layer should not be believed; none where it may be. ``glyphs`` must not be empty."""
    printed = [glyph for glyph in glyphs if not glyph.char.isspace()]
    visible = [glyph for glyph in printed if glyph.visible]
    pictured = _pictured_share(page)
    found = []
    if len(visible) < (1 - INVISIBLE) * len(printed):
        what = "over a picture of the page: an OCR layer of unknown quality" if pictured > PICTURE_PAGE else "only"
        found.append(f"the text layer is invisible text {what}")
    unreadable = _share(printed, _is_unreadable)
    if unreadable > UNREADABLE:
        found.append(f"{unreadable:.0%} of the text layer's characters stand for nothing readable")
    elif (uncommon := _uncommon_share(printed)) > UNCOMMON:
        found.append(f"{uncommon:.0%} of the text layer's characters are not ones that such documents use")
    elif (symbols := _share(printed, lambda char: char in "!\"#$&'*+;<=>?@[\\]^_`{|}~")) > SYMBOLS:
        found.append(f"{symbols:.0%} of the text layer's characters are marks that print hardly uses")
    area = sum(glyph.box.area for glyph in visible) / (page.rect.width * page.rect.height)
    if pictured > PICTURE_PAGE and area < SPARSE_TEXT:
        found.append("the text layer covers a sliver of a page that is a picture")
    return tuple(found)


def _share(glyphs: Sequence[PaintedGlyph], holds: Callable[[str], bool]) -> float:
    return sum(holds(glyph.char) for glyph in glyphs) / max(1, len(glyphs))


def _is_unreadable(char: str) -> bool:
    """Private use, control, unassigned, or the replacement character."""
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cc", "Cn", "Cs"}


def _uncommon_share(glyphs: Sequence[PaintedGlyph]) -> float:
    """The share outside GB 2312, or outside Big5 where that is less: simplified and traditional print."""
    return min(1 - _share(glyphs, partial(_encodable, charset)) for charset in ("gb2312", "big5"))


def _encodable(charset: str, char: str) -> bool:
    try:
        # compatibility forms (full-width digits, CJK radicals that fonts map to) count as the character they look like
        unicodedata.normalize("NFKC", char).encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _pictured_share(page: pymupdf.Page) -> float:
    """The share of the page under images, at most 1; images that overlap count twice, which strips of a scan do not."""
    boxes = [pymupdf.Rect(image["bbox"]) & page.rect.transform(page.derotation_matrix) for image in _images(page)]
    covered = sum(float(box.width * box.height) for box in boxes if not box.is_empty)
    return min(1.0, covered / float(page.rect.width * page.rect.height))


def _images(page: pymupdf.Page) -> Iterable[dict[str, tuple[float, float, float, float]]]:
    images: Iterable[dict[str, tuple[float, float, float, float]]] = page.get_image_info()
    return images
