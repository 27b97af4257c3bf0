"""The round red seal (公章): a ring, a star, and a name along the arc, stamped over whatever stands there."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sin

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.damage import Field, Picture
from samples.dice import Dice

Colour = tuple[int, int, int]

RED: Colour = (205, 30, 38)
BLUE: Colour = (38, 52, 190)
_ARC_DEG = 230.0  # how much of the ring the name takes


def stamp(
    picture: Picture,
    name: str,
    *,
    font_path: str,
    radius_px: int,
    centre: tuple[int, int],
    dice: Dice,
    colour: Colour = RED,
) -> Picture:
    """The picture with the seal multiplied in, its ink uneven, turned by up to 20 degrees."""
    ink = _worn(_seal_mask(name, font_path, radius_px, dice.real(-20, 20)), dice)
    size = ink.shape[0]
    x0, y0 = centre[0] - size // 2, centre[1] - size // 2
    height, width = picture.shape[:2]
    left, top, right, bottom = max(0, x0), max(0, y0), min(width, x0 + size), min(height, y0 + size)
    if left >= right or top >= bottom:
        return picture
    part = ink[top - y0 : bottom - y0, left - x0 : right - x0, None] * dice.real(0.6, 0.9)
    result = picture.astype(np.float32)
    result[top:bottom, left:right] *= 1 - part * (1 - np.array(colour, np.float32) / 255)
    return result.astype(np.uint8)


def _seal_mask(name: str, font_path: str, radius: int, tilt_deg: float) -> Image.Image:
    size = radius * 2 + 8
    middle = size / 2
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse([4, 4, size - 4, size - 4], outline=255, width=max(2, radius // 16))
    draw.polygon(_star(middle, radius * 0.3), fill=255)
    font = ImageFont.truetype(font_path, max(10, int(radius * 0.27)))
    for at, char in enumerate(name):
        angle = -_ARC_DEG / 2 + _ARC_DEG * (at + 0.5) / len(name)
        glyph = Image.new("L", (radius, radius), 0)
        ImageDraw.Draw(glyph).text((radius / 2, radius / 2), char, fill=255, font=font, anchor="mm")
        turned = glyph.rotate(-angle, resample=Image.Resampling.BICUBIC)
        x = middle + radius * 0.76 * sin(radians(angle)) - radius / 2
        y = middle - radius * 0.76 * cos(radians(angle)) - radius / 2
        mask.paste(255, (int(x), int(y)), turned)
    return mask.rotate(tilt_deg, resample=Image.Resampling.BICUBIC)


def _star(middle: float, radius: float) -> Sequence[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.38
        points.append((middle + reach * sin(corner * pi / 5), middle - reach * cos(corner * pi / 5)))
    return points


def _worn(mask: Image.Image, dice: Dice) -> Field:
    """The mask as 0..1 with patches where the pad left little ink."""
    ink = np.asarray(mask, np.float32) / 255
    patches = dice.generator.random((ink.shape[0] // 6 + 1, ink.shape[1] // 6 + 1), dtype=np.float32)
    wear = cv2.resize(patches, ink.shape[::-1], interpolation=cv2.INTER_CUBIC)
    worn: Field = (ink * np.clip(0.55 + wear * 0.7, 0, 1)).astype(np.float32)
    return worn
