"""Parts of a page that stand otherwise than the rest, brought into one frame with it, where all is upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.grids import drawn_rules
from extractor.imaging import Cleaned, Reader, find_lie, part_of, put_together, stand_upright, turn_upright
from extractor.reading import Aside, split_at_rules
from extractor.tools import Tools
from models.geometry import Box, Homography, PageMap
from models.mosaic import Mosaic, Stood
from models.page import PdfPage, Raster, ReadPage
from models.rule import Rule
from models.text import TextLine

FRAME_REACH = 2.5
"""In text heights: a rule this near to a part's text is the part's. Cells have less padding, titles more."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, with what was read in it, in its own frame."""

    stood: Stood
    lines: tuple[TextLine, ...] = ()
    rules: tuple[Rule, ...] = ()


def part_of_layer(source: PdfPage, aside: Aside, to_shown: PageMap) -> Part:
    """A part of a text layer with its rules. ``to_shown``: from the frame in which the page itself is upright."""
    reach = FRAME_REACH * max(glyph.box.height for line in aside.lines for glyph in line.glyphs)
    near = aside.box.padded(reach)
    rules = [rule for rule in drawn_rules(source, aside.to_shown) if near.intersection(_outline(rule))]
    box = aside.box
    for rule in rules:
        box = box.union(_outline(rule))
    lines = split_at_rules(aside.lines, rules)
    box = box.padded(1.0)
    way = PageMap((_shift(box.x0, box.y0), *aside.to_shown.steps))
    lies = _back(to_shown).box(aside.to_shown.box(box))
    return Part(
        Stood(lies, box.width, box.height, way),
        tuple(line.moved(-box.x0, -box.y0) for line in lines),
        tuple(rule.moved(-box.x0, -box.y0) for rule in rules),
    )


def with_parts(page: ReadPage, parts: Sequence[Part]) -> tuple[ReadPage, Mosaic]:
    """The page with its parts in their places. Rules of the page that lie in a part are the part's, and left out."""
    stood = [part.stood for part in parts]
    mosaic = Mosaic.of((page.width, page.height), page.to_shown, stood, [line.box for line in page.lines])
    lines = [line.moved(0.0, mosaic.drop(line.box.center[1])) for line in page.lines]
    rules, band_edges = (
        [
            rule.moved(0.0, mosaic.drop(_outline(rule).center[1]))
            for rule in drawn
            if not any(one.box.contains(*_outline(rule).center) for one in stood)
        ]
        for drawn in (page.rules, page.band_edges)
    )
    for number, part in enumerate(parts):
        place = mosaic.place(number)
        lines += [line.moved(*place) for line in part.lines]
        rules += [rule.moved(*place) for rule in part.rules]
    whole = replace(
        page,
        width=mosaic.width,
        height=mosaic.height,
        lines=tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0))),
        rules=tuple(rules),
        band_edges=tuple(band_edges),
        to_shown=mosaic.to_shown,
    )
    return whole, mosaic


def stood_pictures(shown: Raster, boxes: Sequence[Box], reader: Reader, tools: Tools) -> dict[Box, Raster]:
    """Pictures on a page that lie on their side or lean, stood up, by their boxes in its units; no others.

    One whose turn is not sure stays as it lies: most are drawings.
    """
    words, settings = tools.definitions.words, tools.settings.imaging
    stood = {}
    for box in boxes:
        lying = part_of(shown, box)
        upright = stand_upright(lying, reader, words, settings)
        if upright.decided and upright.raster is not lying:
            stood[box] = upright.raster
    return stood


def with_parts_upright(cleaned: Cleaned, reader: Reader, tools: Tools) -> Cleaned:
    """A clean, upright page whose sideways parts are stood up, in a frame that holds all; itself where it has none."""
    raster = cleaned.raster
    words, settings = tools.definitions.words, tools.settings.imaging
    found: dict[Box, Raster] = {}
    lie = find_lie(raster)
    for box in lie.sideways:
        upright = turn_upright(part_of(raster, box), reader, words, settings)
        if upright.decided and upright.turn in {90, 270}:
            found[box] = upright.raster
    if not found:
        return cleaned
    parts = [Stood(box, part.width, part.height, part.to_shown) for box, part in found.items()]
    mosaic = Mosaic.of((raster.width, raster.height), raster.to_shown, parts, lie.level)
    return replace(
        cleaned,
        raster=put_together(raster, mosaic, dict(enumerate(found.items()))),
        seals=tuple(seal.moved(0.0, mosaic.drop(seal.center[1])) for seal in cleaned.seals),
    )


def _outline(rule: Rule) -> Box:
    """A rule's box, never without area, so that it can lie in another."""
    half = max(rule.thickness, 0.1) / 2
    if rule.orientation == "horizontal":
        return Box(rule.start, rule.position - half, rule.end, rule.position + half)
    return Box(rule.position - half, rule.start, rule.position + half, rule.end)


def _shift(dx: float, dy: float) -> Homography:
    return Homography.of([[1.0, 0.0, dx], [0.0, 1.0, dy]])


def _back(way: PageMap) -> PageMap:
    """The way of a text layer's page, which is of quarter turns alone, backwards."""
    return PageMap(tuple(step.inverse() for step in reversed(way.steps) if isinstance(step, Homography)))
