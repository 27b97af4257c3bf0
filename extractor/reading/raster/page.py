"""A page of pixels to lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, isfinite
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import OcrEngine, Recognised, asked
from extractor.reading.engines.paper_margin import with_margin
from extractor.reading.raster.doubles import without_doubles
from extractor.reading.raster.hanging_stops import HangingStop, hanging_stops, in_columns
from extractor.reading.raster.ink import Ink, faint, ink_mask, specks
from extractor.reading.raster.line_of import DASH, STOP, Print, line_of, lone_mark
from extractor.reading.raster.lone_shapes import likelihood
from extractor.reading.raster.lone_strokes import of_one_kind
from extractor.reading.raster.regions import line_boxes, usual_height
from extractor.reading.raster.repeats import moved, repeats
from extractor.reading.raster.rule_crumbs import without_crumbs
from extractor.reading.raster.rule_pixels import scaled, without_rules
from extractor.reading.raster.small_hyphens import small_hyphens
from extractor.reading.raster.unclaimed import says_more, squares_in, unclaimed
from extractor.reading.settings import ReadingSettings
from models.both import Both, in_turn
from models.errors import EngineError
from models.geometry import Box
from models.page import Pixels, Raster
from models.rule import Rule
from models.text import TextLine

Image = TypeVar("Image", npt.NDArray[np.uint8], npt.NDArray[np.bool_])

LOOSE_MARGIN = 0.25
"""Paper left around a lone character, and a cell that is read again, as a share of its height: the recogniser was
trained on loose crops."""

NARROW = (0.4, 0.7)
"""The least and the most width in heights of a crop that shows one digit or mark. Cut tight it is read with 0.73 on
average, and a ``0`` wavers between ``0``, ``o`` and ``O``; with paper around it 0.98. Wider crops are read as surely
without; in narrower ones, scraps of strokes at a cell's rim, nothing is read unless they are made wider."""

SQUARE = 1.4
"""The most width in heights of a crop that shows one character."""

UNSURE = 0.6
"""A lone character less likely than this is shown once more with paper around it, and the surer reading stays, no more
likely than this: the last one of a label, alone on its line, was read with 0.3 to 0.5 and left out as no text."""

CLOSE_PX = 3
"""Paper left above and below print that is shown large: a pixel or two of blur, and one more."""


def bared(raster: Raster, rules: Sequence[Rule]) -> Raster:
    """An upright page with its rules, which are in page units, taken off."""
    pixels = without_rules(raster.pixels, [scaled(rule, raster.px_per_unit) for rule in rules])
    return replace(raster, pixels=pixels)


def read_raster(
    raster: Raster,
    bare: Raster,
    rules: Sequence[Rule],
    engine: OcrEngine,
    settings: ReadingSettings,
    *,
    both: Both = in_turn,
) -> tuple[TextLine, ...]:
    """The lines of an upright page, none reaching across a rule, in upright page units, from top to bottom.

    ``bare`` is the page without its ``rules``, which are in page units. The page is looked at once; its lines are read
    in batches. Ink inside ruled areas that the detector overlooked is read too. Raises EngineError.
    """
    in_pixels = [scaled(rule, raster.px_per_unit) for rule in rules]
    pixels = bare.pixels
    detected, (ink, unbared) = both(
        lambda: _on_image(asked(engine.name, lambda: engine.detect(pixels)), pixels),
        lambda: (ink_mask(pixels), ink_mask(raster.pixels)),
    )
    bridged = unbared & ~ink
    # Specks are not worth a look of their own, but they stay in the picture: a full-width comma is as small.
    usual = usual_height(detected)
    marks = ink & ~faint(ink, pixels, detected)
    ink = marks & ~specks(ink, usual)
    boxes = line_boxes(detected, in_pixels, ink, bridged)
    found, overlooked = _on_image(boxes.found, pixels), _on_image(boxes.overlooked, pixels)
    dashes = _on_image(boxes.dashes, pixels)
    places = (*found, *overlooked, *dashes)
    crops = [crop_of(pixels, box) for box in (*found, *overlooked)]
    readings = _recognise_once(engine, crops, usual, settings.reread_below)
    readings = _with_marks(list(zip((*found, *overlooked), readings, strict=True)), pixels, ink, usual, engine)
    readings = (*readings, *(lone_mark(DASH) for _ in dashes))
    least = [settings.minimum_probability] * len(found) + [settings.minimum_overlooked] * (len(places) - len(found))
    read = [
        (box, reading)
        for box, reading, limit in zip(places, readings, least, strict=True)
        if likelihood(reading, crop_of(ink, box), usual) >= limit
    ]
    stops = hanging_stops(in_columns(read, usual), in_pixels, marks, usual)
    read = [(box, reading) for box, reading in read if not _is_any_of(stops, box, reading)]
    below = [(box, lone_mark(STOP)) for box in _on_image([stop.line for stop in stops], pixels)]

    def printed(some: Sequence[tuple[Box, Recognised]], inked: Ink) -> list[TextLine]:
        shown = ((box, reading, Print(crop_of(pixels, box), crop_of(inked, box))) for box, reading in some)
        lines = (
            line_of(reading, box, print_, raster.px_per_unit, engine.name, usual_px=usual)
            for box, reading, print_ in shown
        )
        return [line for line in lines if line]

    # A full stop is as small as a crumb, and was told from one by the line that it ends.
    kept = without_crumbs(printed(read, ink), rules, bare, usual / raster.px_per_unit)
    small = _on_image(small_hyphens(boxes.dashes, (*found, *overlooked), marks & ~ink, usual), pixels)
    kept = (*kept, *printed([(box, lone_mark(DASH)) for box in small], marks))
    lines = (*of_one_kind(without_doubles(kept)), *printed(below, marks))
    return tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0)))


def reread(
    bare: Raster, boxes: Sequence[Box], engine: OcrEngine, settings: ReadingSettings
) -> tuple[TextLine | None, ...]:
    """Each box, in upright page units, read again alone and larger; None where it holds no text.

    A box is one line of one cell; ``bare`` is the page without its rules. The answers stand in the boxes' order.
    Raises EngineError.
    """
    pixels = bare.pixels
    in_pixels = [_snapped(box.scaled(bare.px_per_unit), pixels) for box in boxes]
    tight = [crop_of(pixels, box) for box in in_pixels if box is not None]
    crops = [with_margin(crop, _margin_px(crop)) for crop in tight]
    enlarged = [_enlarged(crop, settings.reread_scale) for crop in crops]
    usual = usual_height([box for box in in_pixels if box is not None])
    readings = iter(zip(crops, _recognise(engine, enlarged), strict=True))
    lines: list[TextLine | None] = []
    for box in in_pixels:
        if box is None:
            lines.append(None)
            continue
        crop, reading = next(readings)
        outer = box.padded((crop.shape[0] - box.height) / 2)
        seen = Print(crop, ink_mask(crop))
        lines.append(line_of(reading, outer, seen, bare.px_per_unit, engine.name, usual_px=usual))
    return tuple(lines)


def _is_any_of(stops: Sequence[HangingStop], box: Box, reading: Recognised) -> bool:
    """Whether a line is but a full stop that was taken for another character."""
    return len(reading.text.strip()) == 1 and any(box.contains(*stop.mark.center) for stop in stops)


def _with_marks(
    read: Sequence[tuple[Box, Recognised]], pixels: Pixels, ink: Ink, usual_px: float, engine: OcrEngine
) -> tuple[Recognised, ...]:
    """The readings; those that leave print out are read again, cut close above and below and loose at the ends.

    Another reading is taken only where it adds to what was read: marks, and a character where ink is as wide as one.
    """
    result = [reading for _, reading in read]
    stretches = [unclaimed(one, crop_of(ink, box), usual_px) for box, one in read]
    lacking = [i for i, left in enumerate(stretches) if left]
    close = [_cut_close(read[index][0], crop_of(ink, read[index][0]), usual_px) for index in lacking]
    on_page = _on_image(close, pixels)
    again = _recognise(engine, [crop_of(pixels, box) for box in on_page])
    for index, outer, reading in zip(lacking, on_page, again, strict=True):
        own, first = read[index]
        if says_more(reading.text, than=first.text, squares=squares_in(stretches[index], usual_px)):
            result[index] = moved(reading, outer.x0 - own.x0, round(outer.width), round(own.width))
    return tuple(result)


def _cut_close(box: Box, ink: Ink, usual_px: float) -> Box:
    """A box of whole pixels around the ink of another: a recogniser that is shown a small mark large reads it."""
    rows = np.flatnonzero(ink.any(axis=1))
    aside = round(LOOSE_MARGIN * usual_px)
    return Box(box.x0 - aside, box.y0 + int(rows[0]) - CLOSE_PX, box.x1 + aside, box.y0 + int(rows[-1]) + 1 + CLOSE_PX)


def crop_of(image: Image, box: Box) -> Image:
    """A view of what a box of whole pixels covers."""
    return image[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]


def _on_image(boxes: Sequence[Box], pixels: Pixels) -> list[Box]:
    snapped = (_snapped(box, pixels) for box in boxes)
    return [box for box in snapped if box is not None]


def _snapped(box: Box, pixels: Pixels) -> Box | None:
    """The box in whole pixels of the image; None where it lies outside or is no box at all."""
    if not all(map(isfinite, (box.x0, box.y0, box.x1, box.y1))):
        return None
    height, width = pixels.shape[:2]
    outward = Box(floor(box.x0), floor(box.y0), ceil(box.x1), ceil(box.y1))
    return outward.intersection(Box(0, 0, width, height))


def _recognise_once(engine: OcrEngine, crops: Sequence[Pixels], usual_px: float, sure: float) -> tuple[Recognised, ...]:
    """The readings, one for each crop; what shows the same print as a crop that was surely read is not read again."""
    again = dict(enumerate(repeats(crops, usual_px)))
    readings: dict[int, Recognised] = {}

    def read(wanted: Sequence[int]) -> None:
        readings.update(zip(wanted, _recognise_loose(engine, [crops[index] for index in wanted]), strict=True))

    read([index for index, repeat in again.items() if repeat is None])
    doubtful = []
    for index, repeat in again.items():
        if repeat is None:
            continue
        if readings[repeat.of].probability < sure:
            doubtful.append(index)
        else:
            widths = crops[repeat.of].shape[1], crops[index].shape[1]
            readings[index] = moved(readings[repeat.of], repeat.shift_px, *widths)
    read(doubtful)
    return tuple(readings[index] for index in again)


def _recognise_loose(engine: OcrEngine, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
    """The readings, one for each crop; a narrow crop is shown with paper around it, and a lone character that was read
    with doubt once more so.
    """
    margins = [_margin_px(crop) if _is_narrow(crop) else 0 for crop in crops]
    readings = list(_recognise_with(margins, engine, crops))
    unsure = [i for i, crop in enumerate(crops) if _is_square(crop) and readings[i].probability < UNSURE]
    lone = [crops[index] for index in unsure]
    for index, again in zip(unsure, _recognise_with([_margin_px(crop) for crop in lone], engine, lone), strict=True):
        readings[index] = max(readings[index], _doubted(again), key=lambda reading: reading.probability)
    return tuple(readings)


def _doubted(reading: Recognised) -> Recognised:
    return Recognised(tuple(replace(one, probability=min(one.probability, UNSURE)) for one in reading.characters))


def _recognise_with(margins: Sequence[int], engine: OcrEngine, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
    """The readings of crops with so many pixels of paper around each, placed in the crops themselves."""
    shown = [with_margin(crop, margin) if margin else crop for crop, margin in zip(crops, margins, strict=True)]
    return tuple(
        moved(reading, -margin, loose.shape[1], crop.shape[1]) if margin else reading
        for reading, margin, loose, crop in zip(_recognise(engine, shown), margins, shown, crops, strict=True)
    )


def _is_narrow(crop: Pixels) -> bool:
    least, most = NARROW
    return bool(least <= crop.shape[1] / crop.shape[0] <= most)


def _is_square(crop: Pixels) -> bool:
    return bool(NARROW[1] < crop.shape[1] / crop.shape[0] <= SQUARE)


def _margin_px(crop: Pixels) -> int:
    height: int = crop.shape[0]
    return max(1, round(LOOSE_MARGIN * height))


def _recognise(engine: OcrEngine, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
    """The engine's readings, one for each crop; an engine that answers otherwise has failed."""
    readings = asked(engine.name, lambda: engine.recognise(crops)) if crops else ()
    if len(readings) != len(crops):
        raise EngineError(f"{engine.name}: {len(readings)} readings for {len(crops)} crops; choose another OCR engine")
    return readings


def _enlarged(crop: Pixels, scale: float) -> Pixels:
    return np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
