"""Fit what tells print from the paint of seals: ``python benchmarks/seals_fit.py UPRIGHT.pdf … --out FILE.yaml``.

UPRIGHT.pdf: born digital, upright (``python -m samples make --variants born``). Seals of many shades are stamped over
their print at 150 to 300 dpi, worn as scans are and kept as JPEG; beside them stands the same print without a seal.
What is fitted sees a pixel's surroundings on the stamped page (``extractor/imaging/paint.py``) and is told how light
the pixel is on the other one. ``extractor/data/seal_paint.yaml`` was made by this. Every eighth seal is held out, and
how far the lightness is off there is printed and kept in the file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import yaml
from PIL import Image

from extractor.imaging.light import even_light
from extractor.imaging.paint import Layers, Reals, find_paint, inputs_at
from models.page import Pixels
from samples import damage
from samples.dice import Dice
from samples.fonts import font_path
from samples.seal import BLUE, RED, stamp

RESOLUTIONS_DPI = (150, 150, 200, 300)
"""Coarse scans lose most to a seal, so they are shown twice."""

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

OF_PRINT, OF_PAPER = 900, 1300
"""Pixels of a seal."""

HIDDEN = (32, 16)
BATCH, PASSES = 512, 8
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
    shown = [part for index, part in enumerate(parts) if index % 8]
    held = parts[::8]
    layers = fitted(*map(np.concatenate, zip(*shown, strict=True)), np.random.default_rng(arguments.seed))
    said = told(layers, *map(np.concatenate, zip(*held, strict=True)))
    print(said)
    fitted_on = (
        f"{len(shown)} seals stamped on {len(arguments.files)} generated documents; on {len(held)} others {said}"
    )
    arguments.out.write_text(written(layers, fitted_on), "utf-8")


def examples(files: Sequence[Path], count: int, dice: Dice) -> Iterator[tuple[Reals, Reals]]:
    """For each seal what is seen around pixels, (n, features), and how light their print is, n values."""
    for path in files:
        with pymupdf.open(path) as document:
            for page in document.pages():
                for dpi in RESOLUTIONS_DPI:
                    for part in parts_of(page, dpi, count, dice):
                        yield from example(*stamped(part, dpi, dice), dice)


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
    """The part as a scan with a seal, its light evened out; and, as soft and as askew, without."""
    height, width = part.shape[:2]
    red, green, blue = (min(255, max(0, level + dice.whole(-SHADE, SHADE))) for level in dice.pick([RED, BLUE]))
    under = stamp(
        part.copy(),
        dice.pick(NAMES),
        font_path=font_path("zenhei", "gbsn"),
        radius_px=int(dice.real(*RADIUS_MM) / MM_PER_INCH * dpi),
        centre=(width // 2 + dice.whole(-30, 30), height // 2 + dice.whole(-30, 30)),
        dice=dice,
        colour=(red, green, blue),
    )
    bare = part
    if dice.chance(0.75):
        softness = dice.real(0.3, 1.0)
        under, bare = damage.blur(under, softness), damage.blur(bare, softness)
    under = damage.noise(damage.uneven_light(under, dice.real(0, 0.3), dice), dice.real(0, 11), dice)
    kept = BytesIO()
    # Colour is mostly kept at half the resolution, which is Pillow's 2; 0 is in full.
    subsampling = 2 if dice.chance(0.8) else 0
    Image.fromarray(under).save(kept, "JPEG", quality=dice.whole(40, 92), subsampling=subsampling)
    under = np.asarray(Image.open(kept).convert("RGB"))
    if dice.chance(0.5):
        degrees = dice.real(-3, 3)
        under, bare = damage.lean(under, degrees), damage.lean(bare, degrees)
    return even_light(under), bare


def example(under: Pixels, bare: Pixels, dice: Dice) -> Iterator[tuple[Reals, Reals]]:
    """Pixels of print and of paper where paint lies."""
    paint = find_paint(under)
    if paint is None:
        return
    lightness = cv2.cvtColor(bare, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    ys, xs = np.nonzero(paint.painted)
    dark = lightness[ys, xs] < DARK
    chosen = np.concatenate(
        [
            dice.generator.permutation(np.flatnonzero(dark))[:OF_PRINT],
            dice.generator.permutation(np.flatnonzero(~dark))[:OF_PAPER],
        ]
    )
    yield inputs_at(paint, ys[chosen], xs[chosen]), lightness[ys[chosen], xs[chosen]]


def fitted(inputs: Reals, lightness: Reals, generator: np.random.Generator) -> Layers:
    """Least squares by Adam, (n, features) and n values."""
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-3
    inputs = (inputs - middle) / spread
    sizes = (inputs.shape[1], *HIDDEN, 1)
    weights = []
    for before, after in pairwise(sizes):
        weights.append((generator.standard_normal((before, after)) * np.sqrt(2 / before)).astype(np.float32))
        weights.append(np.zeros(after, np.float32))
    slow, squares = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    steps = PASSES * (len(inputs) // BATCH)
    order = np.concatenate([generator.permutation(len(inputs))[: len(inputs) // BATCH * BATCH] for _ in range(PASSES)])
    for step, chosen in enumerate(order.reshape(steps, BATCH), 1):
        slopes = gradients(weights, inputs[chosen], lightness[chosen])
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


def told(layers: Layers, inputs: Reals, lightness: Reals) -> str:
    off = np.abs(layers.lightness(inputs) - lightness)
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
