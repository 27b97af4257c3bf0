"""How much of the text under seals is read: ``python benchmarks/seals.py UPRIGHT.pdf [UPRIGHT.pdf …]``.

UPRIGHT.pdf: born digital, upright (``python -m samples make --variants born``). Each page is printed at 150 dpi, seals
of 38 to 44 mm are stamped over its text, red ones and blue ones, it is worn as scans are, and read. Its own text layer
says which characters lie under a seal's rim or inside it. Printed is which share of them was read, and beside it the
same for the same characters on the same scan without seals.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image

from extractor.ingest import open_input
from extractor.pages import read_page
from extractor.reading import LayerReader
from extractor.tools import Tools, load_tools
from models.geometry import Box
from models.page import Pixels
from samples import damage
from samples.dice import Dice
from samples.fonts import font_path
from samples.seal import BLUE, RED, Colour, stamp

DPI = 150
POINTS_PER_INCH = 72
MM_PER_INCH = 25.4
RADIUS_MM = (19.0, 22.0)
SEALS = 3
"""On a page: enough of its characters lie under one, and it is still a page."""

NAME = "某市某区财政局专用章"


@dataclass(frozen=True, slots=True)
class Char:
    """A character of the page's own text layer, in pixels of its print."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Seal:
    x: float
    y: float
    radius: float

    def covers(self, box: Box) -> bool:
        x, y = box.center
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= self.radius**2


def light(pixels: Pixels, dice: Dice) -> Pixels:
    return damage.noise(pixels, 3, dice)


def heavy(pixels: Pixels, dice: Dice) -> Pixels:
    soft = damage.blur(pixels, dice.real(0.4, 0.9))
    grainy = damage.noise(damage.uneven_light(soft, dice.real(0.05, 0.3), dice), dice.real(3, 11), dice)
    return damage.specks(grainy, dice.real(0, 0.0006), dice)


WEAR: Mapping[str, tuple[Callable[[Pixels, Dice], Pixels], int]] = {"light": (light, 60), "heavy": (heavy, 55)}
"""The damage, and the quality of the JPEG that it is kept as."""

COLOURS: Mapping[str, Colour | None] = {"none": None, "red": RED, "blue": BLUE}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="UPRIGHT.pdf")
    parser.add_argument("--seed", type=int, default=1, help="where the seals lie (%(default)s)")
    parser.add_argument("--wrong", action="store_true", help="print what was read wrongly under seals")
    arguments = parser.parse_args()
    tools = load_tools()
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for path in arguments.files:
        with pymupdf.open(path) as document:
            for number, page in enumerate(document.pages()):
                dice = Dice.of(arguments.seed, path.name, number)
                for (wear, colour), found in measured(page, dice, tools, show=arguments.wrong):
                    right[wear, colour] += found
    print(f"{'scan':<8}{'seals':<8}{'characters':>12}{'right':>9}")
    for (wear, colour), found in right.items():
        print(f"{wear:<8}{colour:<8}{len(found):>12}{np.mean(found):>9.2%}")


def measured(
    page: pymupdf.Page, dice: Dice, tools: Tools, *, show: bool = False
) -> Iterator[tuple[tuple[str, str], list[bool]]]:
    """For each wear and colour, whether each character under a seal was read."""
    scale = DPI / POINTS_PER_INCH
    lines = [[Char(char.text, char.box.scaled(scale)) for char in line] for line in _lines(page)]
    if not lines:
        return
    spots = dice.sample([char.box for line in lines for char in line], SEALS)
    seals = [Seal(*spot.center, dice.real(*RADIUS_MM) / MM_PER_INCH * DPI) for spot in spots]
    pixmap = page.get_pixmap(dpi=DPI, alpha=False)
    print_ = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    for wear, (worn, quality) in WEAR.items():
        for name, colour in COLOURS.items():
            own = Dice.of(1, wear, dice.whole(0, 9999))
            stamped = print_.copy()
            for seal in seals if colour else ():
                stamped = stamp(
                    stamped,
                    NAME,
                    font_path=font_path("zenhei", "gbsn"),
                    radius_px=int(seal.radius),
                    centre=(int(seal.x), int(seal.y)),
                    dice=own,
                    colour=colour or RED,
                )
            read = _read(worn(stamped, own), quality, tools)
            verdicts = [verdict for line in lines for verdict in _judged(line, read, seals)]
            if show and colour:
                said = "".join(char if right else f"[{char}]" for char, right in verdicts)
                print(f"{wear} {name}: {said}")
            yield (wear, name), [right for _, right in verdicts]


def _lines(page: pymupdf.Page) -> Iterator[list[Char]]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            chars = [Char(char["c"], Box(*char["bbox"])) for span in line["spans"] for char in span["chars"]]
            printed = [char for char in chars if not char.text.isspace()]
            if printed:
                yield printed


def _read(pixels: Pixels, quality: int, tools: Tools) -> list[Char]:
    """The page's characters where they were read, in pixels of the picture."""
    kept = BytesIO()
    Image.fromarray(pixels).save(kept, "JPEG", quality=quality, dpi=(DPI, DPI))
    with open_input(kept.getvalue(), "scan.jpg", tools.settings.limits) as opened:
        page = read_page(opened.page(1), tools, LayerReader(tools.engine)).page
    return [
        Char(glyph.char, page.to_shown.box(glyph.box))
        for line in page.lines
        for glyph in line.glyphs
        if not glyph.char.isspace()
    ]


def _judged(line: Sequence[Char], read: Sequence[Char], seals: Sequence[Seal]) -> Iterator[tuple[str, bool]]:
    """Each character of the line that lies under a seal, and whether what was read in its place says the same."""
    under = [any(seal.covers(char.box) for seal in seals) for char in line]
    if not any(under):
        return
    room = Box(line[0].box.x0, line[0].box.y0, line[-1].box.x1, line[-1].box.y1).padded(line[0].box.height / 4)
    # A form wider than high is printed along the sheet's long side, whichever way that lies.
    along, down = (last - first for first, last in zip(line[0].box.center, line[-1].box.center, strict=True))
    across = (along, down) if along or down else (1.0, 0.0)
    here = sorted(
        (char for char in read if room.contains(*char.box.center)),
        key=lambda char: char.box.center[0] * across[0] + char.box.center[1] * across[1],
    )
    matcher = SequenceMatcher(None, _folded(line), _folded(here), autojunk=False)
    same = {match.a + step for match in matcher.get_matching_blocks() for step in range(match.size)}
    yield from ((char.text, index in same) for index, char in enumerate(line) if under[index])


def _folded(chars: Sequence[Char]) -> list[str]:
    """Characters that differ only in width are one: a recogniser does not see how wide a comma was set."""
    return [char.text.translate(_NARROW) for char in chars]


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


if __name__ == "__main__":
    main()
