"""Fit what tells print from the paint of seals: ``python benchmarks/seals_fit.py UPRIGHT.pdf … --out FILE.yaml``.

UPRIGHT.pdf: born digital, upright (``python -m samples make --variants born``). Seals of many shades are stamped over
their print at 150 to 300 dpi, worn as scans are and kept as JPEG; beside them stands the same print without a seal.
What is fitted sees a pixel's surroundings on the stamped page (``extractor/imaging/paint.py``) and is told how light
the pixel is on the other one. ``extractor/data/seal_paint.yaml`` was made by this. Every tenth seal is held out, and
how far the lightness is off there is printed and kept in the file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf
import yaml
from PIL import Image

from extractor.imaging.light import even_light
from extractor.imaging.paint import Layers, Reals, find_paint, inputs_at
from models.components import Components
from models.page import Pixels
from samples import damage
from samples.dice import Dice
from samples.fonts import font_path
from samples.seal import BLUE, RED, Colour, stamp

Halves = npt.NDArray[np.float16]
"""Inputs of millions of pixels: half the memory, and still finer than the 256 levels that they come from."""

RESOLUTIONS_DPI = (150, 150, 150, 200, 300)
"""Coarse scans lose most to a seal, so they are shown most often."""

PAGES = 2
"""Of a document at most, so that no long one outweighs the others."""

POINTS_PER_INCH = 72
MM_PER_INCH = 25.4
RADIUS_MM = (17.0, 22.0)
HALF_INCH = 1.15
"""Half the side of a part: the largest seal and some paper around it."""

NAMES = ("某市某区财政局专用章", "某县教育局", "某街道办事处财务专用章", "某市委员会", "国库支付中心业务专用章")
SHADE = 22
"""Levels by which a seal's red, green and blue are off the usual ones: no two pads are the same."""

DARK = 0.8
"""Lightness below which a pixel is print. Both print and paper are shown, however little print the page has."""

MARK_INCHES = 0.065
"""A piece of print no longer than this is a comma, a full stop or a decimal point, which are the first to be lost."""

OF_PRINT, OF_PAPER, OF_MARKS = 900, 1300, 250
"""Pixels of a seal. Those of marks are print, too, and come on top: they are a hundredth of it."""

HELD_OUT = 10

HIDDEN = (64, 32)
BATCH, PASSES = 1024, 9
EVERY = 50
"""One example of so many tells the middle and the spread of all."""

RATE = 2e-3
"""Adam's step at first; it falls to nothing."""

CLEAREST = 0.5
"""An error greater than this pulls no harder: a speck cannot be foreseen."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="UPRIGHT.pdf")
    parser.add_argument("--seals", type=int, default=3, help="on each page at each resolution (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    parts = list(examples(arguments.files, arguments.seals, Dice.of(arguments.seed, "seals_fit")))
    shown = [part for index, part in enumerate(parts) if index % HELD_OUT]
    held = parts[::HELD_OUT]
    layers = fitted(*map(np.concatenate, zip(*shown, strict=True)), np.random.default_rng(arguments.seed))
    said = told(layers, *map(np.concatenate, zip(*held, strict=True)))
    print(said)
    fitted_on = (
        f"{len(shown)} seals stamped on {len(arguments.files)} generated documents; on {len(held)} others {said}"
    )
    arguments.out.write_text(written(layers, fitted_on), "utf-8")


def examples(files: Sequence[Path], count: int, dice: Dice) -> Iterator[tuple[Halves, Reals]]:
    """For each seal what is seen around pixels, (n, features), and how light their print is, n values."""
    for path in files:
        with pymupdf.open(path) as document:
            for page in islice(document.pages(), PAGES):
                for dpi in RESOLUTIONS_DPI:
                    for part in parts_of(page, dpi, count, dice):
                        yield from example(*stamped(part, dpi, dice), dpi, dice)


def parts_of(page: pymupdf.Page, dpi: int, count: int, dice: Dice) -> Iterator[Pixels]:
    """Squares of the page's print around some of its words."""
    pixmap = page.get_pixmap(dpi=dpi, alpha=False)
    shown = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    half = int(dpi * HALF_INCH)
    words = page.get_text("words")
    for word in dice.sample(words, min(count, len(words))):
        x, y = ((word[i] + word[i + 2]) / 2 / POINTS_PER_INCH * dpi for i in (0, 1))
        x0 = int(np.clip(x - half, 0, max(0, pixmap.width - 2 * half)))
        y0 = int(np.clip(y - half, 0, max(0, pixmap.height - 2 * half)))
        yield np.ascontiguousarray(shown[y0 : y0 + 2 * half, x0 : x0 + 2 * half])


def stamped(part: Pixels, dpi: int, dice: Dice) -> tuple[Pixels, Pixels]:
    """The part as a scan with a seal or two, its light evened out; and, as soft and as askew, without."""
    red, green, blue = (min(255, max(0, level + dice.whole(-SHADE, SHADE))) for level in dice.pick([RED, BLUE]))
    colour = (red, green, blue)
    if dice.chance(0.3):
        other = cv2.resize(part, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
        back = damage.turn(np.asarray(other, dtype=np.uint8), 180)
        part = damage.show_through(part, back, dice.real(0.12, 0.3))
    under = _sealed(part.copy(), dpi, 30, colour, dice)
    if dice.chance(0.25):
        under = _sealed(under, dpi, int(dpi * 0.9), colour, dice)
    bare = part
    degrees = dice.real(-4, 4) if dice.chance(0.5) else 0.0
    if degrees:
        under, bare = damage.lean(under, degrees), damage.lean(bare, degrees)
    if dice.chance(0.8):
        softness = dice.real(0.3, 1.0)
        under, bare = damage.blur(under, softness), damage.blur(bare, softness)
    under = damage.noise(damage.uneven_light(under, dice.real(0, 0.4), dice), dice.real(0, 11), dice)
    under = damage.specks(under, dice.real(0, 0.0006), dice)
    kept = BytesIO()
    # Colour is mostly kept at half the resolution, which is Pillow's 2; 0 is in full.
    subsampling = 2 if dice.chance(0.85) else 0
    Image.fromarray(under).save(kept, "JPEG", quality=dice.whole(40, 92), subsampling=subsampling)
    under = np.asarray(Image.open(kept).convert("RGB"))
    if degrees:
        # a page that leant is stood upright before its seals are lifted
        under, bare = damage.lean(under, -degrees), damage.lean(bare, -degrees)
    return even_light(under), bare


def _sealed(part: Pixels, dpi: int, away_px: int, colour: Colour, dice: Dice) -> Pixels:
    """The part under a seal whose middle is at most so far away from its own, across and down."""
    height, width = part.shape[:2]
    return stamp(
        part,
        dice.pick(NAMES),
        font_path=font_path("zenhei", "gbsn"),
        radius_px=int(dice.real(*RADIUS_MM) / MM_PER_INCH * dpi),
        centre=(width // 2 + dice.whole(-away_px, away_px), height // 2 + dice.whole(-away_px, away_px)),
        dice=dice,
        colour=colour,
    )


def example(under: Pixels, bare: Pixels, dpi: int, dice: Dice) -> Iterator[tuple[Halves, Reals]]:
    """Pixels of print and of paper where paint lies."""
    paint = find_paint(under)
    if paint is None:
        return
    lightness = cv2.cvtColor(bare, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    ys, xs = np.nonzero(paint.painted)
    dark = lightness[ys, xs] < DARK
    mark = _marks(lightness < DARK, dpi)[ys, xs]
    chosen = np.concatenate(
        [
            dice.generator.permutation(np.flatnonzero(some))[:most]
            for some, most in ((dark, OF_PRINT), (~dark, OF_PAPER), (mark, OF_MARKS))
        ]
    )
    yield inputs_at(paint, ys[chosen], xs[chosen]).astype(np.float16), lightness[ys[chosen], xs[chosen]]


def _marks(print_: npt.NDArray[np.bool_], dpi: int) -> npt.NDArray[np.bool_]:
    """The part of the print that is as small as a comma."""
    pieces = Components.of(print_)
    small = pieces.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) < MARK_INCHES * dpi
    small[0] = False  # the background
    return np.asarray(small[pieces.labels])


def fitted(inputs: Halves | Reals, lightness: Reals, generator: np.random.Generator) -> Layers:
    """Least squares by Adam, (n, features) and n values."""
    few = inputs[::EVERY].astype(np.float32)
    middle, spread = few.mean(axis=0), few.std(axis=0) + 1e-3
    sizes = (inputs.shape[1], *HIDDEN, 1)
    weights = []
    for before, after in pairwise(sizes):
        weights.append((generator.standard_normal((before, after)) * np.sqrt(2 / before)).astype(np.float32))
        weights.append(np.zeros(after, np.float32))
    slow, squares = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    steps = PASSES * (len(inputs) // BATCH)
    order = np.concatenate([generator.permutation(len(inputs))[: len(inputs) // BATCH * BATCH] for _ in range(PASSES)])
    for step, chosen in enumerate(order.reshape(steps, BATCH), 1):
        slopes = gradients(weights, (inputs[chosen].astype(np.float32) - middle) / spread, lightness[chosen])
        rate = RATE * (1 - step / (steps + 1))
        slow = [mean + 0.1 * (slope - mean) for mean, slope in zip(slow, slopes, strict=True)]
        squares = [mean + 0.001 * (slope**2 - mean) for mean, slope in zip(squares, slopes, strict=True)]
        weights = [
            weight - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            for weight, mean, square in zip(weights, slow, squares, strict=True)
        ]
    one, one_off, two, two_off, end, end_off = weights
    return Layers(middle, spread, (one, one_off), (two, two_off), (end, end_off))


def gradients(weights: Sequence[Reals], inputs: Reals, lightness: Reals) -> list[Reals]:
    """The slope of the squared error by each of the weights."""
    one, one_off, two, two_off, end, end_off = weights
    first = np.maximum(inputs @ one + one_off, 0)
    second = np.maximum(first @ two + two_off, 0)
    off = np.clip((second @ end + end_off)[:, 0] - lightness, -CLEAREST, CLEAREST)[:, None] * 2 / len(inputs)
    by_second = (off @ end.T) * (second > 0)
    by_first = (by_second @ two.T) * (first > 0)
    return [inputs.T @ by_first, by_first.sum(0), first.T @ by_second, by_second.sum(0), second.T @ off, off.sum(0)]


def told(layers: Layers, inputs: Halves | Reals, lightness: Reals) -> str:
    off = np.abs(layers.lightness(inputs.astype(np.float32)) - lightness)
    return f"print is off by {off[lightness < DARK].mean():.3f} and paper by {off[lightness >= DARK].mean():.3f} of 1"


def written(layers: Layers, fitted_on: str) -> str:
    kept = {
        "fitted_on": fitted_on,
        "middle": _row(layers.middle),
        "spread": _row(layers.spread),
        **{
            name: {"weights": [_row(row) for row in weights], "offsets": _row(offsets)}
            for name, (weights, offsets) in (("first", layers.first), ("second", layers.second), ("last", layers.last))
        },
    }
    head = (
        "# What tells print from the paint of a seal over it, made by benchmarks/seals_fit.py; see imaging/paint.py.\n"
    )
    return head + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)


def _row(values: Reals) -> str:
    return " ".join(f"{value:.4g}" for value in values)


if __name__ == "__main__":
    main()
