"""Scans of a printed page in four grades: none, light, heavy, worst."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
import pymupdf

from samples import damage
from samples.damage import Picture
from samples.dice import Dice
from samples.fonts import font_path
from samples.seal import stamp

Grade = Literal["none", "light", "heavy", "worst"]

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A scanned page. ``rotation`` and ``skew`` as in the contract; skew None where the page is bent."""

    picture: Picture
    dpi: int
    jpeg_quality: int
    rotation: int
    skew: float | None


_ODD_PAGE = 0.15  # share of pages that lay in the feeder another way than the rest of their document


def scan_document(document: pymupdf.Document, grade: Grade, seal_name: str, dice: Dice) -> list[Scan]:
    """Every upright page of a PDF as a scan of the grade, most of them turned the same way."""
    turn = dice.pick([0, 90, 180, 270])
    return [
        scan_page(page, grade, seal_name, dice, turn=None if dice.chance(_ODD_PAGE) else turn)
        for page in document.pages()
    ]


def scan_page(page: pymupdf.Page, grade: Grade, seal_name: str, dice: Dice, *, turn: int | None = None) -> Scan:
    """The upright page of a PDF as a scan of the grade. ``turn``: clockwise turn of the paper, or drawn."""
    if grade == "none":
        dpi = _legible(page, 200)
        return _finish(_print(page, dpi), dpi, 90, 0.0, 0)
    if grade == "light":
        skew = round(dice.real(-1.5, 1.5), 2)
        dpi = _legible(page, 150)
        return _finish(damage.noise(damage.lean(_print(page, dpi), skew), 3, dice), dpi, 60, skew, 0)
    drawn = dice.pick([0, 90, 180, 270]) if turn is None else turn
    if grade == "heavy":
        return _heavy(page, seal_name, drawn, dice)
    return _worst(page, seal_name, drawn, dice)


def _heavy(page: pymupdf.Page, seal_name: str, turn: int, dice: Dice) -> Scan:
    dpi = _legible(page, dice.pick([150, 150, 180, 200]))
    picture = _print(page, dpi)
    if dice.chance(0.5):
        other = _print(page, 60)
        picture = damage.show_through(picture, damage.turn(other, 180), dice.real(0.12, 0.3))
    if dice.chance(0.75):
        picture = _stamped(picture, page, seal_name, dpi, dice)
    skew = round(dice.real(-4, 4), 2)
    picture = damage.blur(damage.lean(picture, skew), dice.real(0.4, 0.9) * dpi / 150)
    picture = damage.noise(damage.uneven_light(picture, dice.real(0.05, 0.3), dice), dice.real(3, 11), dice)
    picture = damage.specks(picture, dice.real(0, 0.0006), dice)
    return _finish(picture, dpi, dice.whole(45, 70), skew, turn)


def _worst(page: pymupdf.Page, seal_name: str, turn: int, dice: Dice) -> Scan:
    """One or two of the worst damages: a person can still read the page."""
    dpi = 120 if _smallest(page) >= 9 else _legible(page, 150)
    kinds = dice.pick(
        [["photo"], ["photo", "dim"], ["rules"], ["rules", "fax"], ["fax"], ["photo", "rules"], ["rules", "dim"]]
    )
    dpi = _legible(page, 200) if "fax" in kinds else dpi
    picture = _print(page, dpi)
    if "rules" in kinds:
        picture = damage.faint_rules(picture, dice)
    if "fax" not in kinds and dice.chance(0.4):  # a seal made black would hide what it covers
        picture = _stamped(picture, page, seal_name, dpi, dice)
    skew: float | None = None
    if "photo" in kinds:
        picture = damage.photograph(picture, dice)
    else:
        skew = round(dice.real(-3.5, 3.5), 2)
        picture = damage.lean(picture, skew)
    if "dim" in kinds:
        picture = damage.uneven_light(picture, dice.real(0.35, 0.55), dice)
    picture = damage.fax(picture, dice) if "fax" in kinds else damage.noise(damage.blur(picture, 0.6), 6, dice)
    return _finish(picture, dpi, dice.whole(50, 70), skew, turn)


_LEAST_EM_PX = 14  # below it a person guesses at strokes; small print is copied at a finer setting


def _smallest(page: pymupdf.Page) -> float:
    """The size of the page's smallest print, in points."""
    return min((span.size for span in _spans(page)), default=9.0)


def _legible(page: pymupdf.Page, dpi: int) -> int:
    """The resolution, or the finer one that the page's smallest print needs."""
    needed = _LEAST_EM_PX * _POINTS_PER_INCH / _smallest(page)
    return max(dpi, ceil(needed / 10) * 10)


def _print(page: pymupdf.Page, dpi: int) -> Picture:
    pixmap = page.get_pixmap(dpi=dpi, alpha=False)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()


def _stamped(picture: Picture, page: pymupdf.Page, name: str, dpi: int, dice: Dice) -> Picture:
    """A seal of 38 to 44 mm, as seals are, somewhere over the table."""
    radius = int(dice.real(19, 22) / 25.4 * dpi)
    spans = _spans(page)
    where = dice.pick(spans) if spans else _Span(page.rect.width / 2, page.rect.height / 2, 0)
    scale = dpi / _POINTS_PER_INCH
    centre = (int(where.x * scale), int(where.y * scale))
    return stamp(picture, name, font_path=font_path("zenhei", "gbsn"), radius_px=radius, centre=centre, dice=dice)


@dataclass(frozen=True, slots=True)
class _Span:
    """A run of text on the page: its middle and its font size, in points."""

    x: float
    y: float
    size: float


def _spans(page: pymupdf.Page) -> list[_Span]:
    return [
        _Span((span["bbox"][0] + span["bbox"][2]) / 2, (span["bbox"][1] + span["bbox"][3]) / 2, float(span["size"]))
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip()
    ]


def _finish(picture: Picture, dpi: int, quality: int, skew: float | None, turn: int) -> Scan:
    return Scan(damage.turn(picture, turn), dpi, quality, (360 - turn) % 360, skew)
