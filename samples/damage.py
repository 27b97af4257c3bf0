"""What scanners, copiers and phones do to a page. Pictures are grey or RGB uint8 arrays; all draws are seeded."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from samples.dice import Dice

Picture = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]


def lean(picture: Picture, degrees: float) -> Picture:
    """The picture's content leaning clockwise by ``degrees`` about its middle, the corners filled with paper."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return _u8(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(250, 250, 250)))


def turn(picture: Picture, degrees: int) -> Picture:
    """Turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90 % 4))


def blur(picture: Picture, sigma_px: float) -> Picture:
    return _u8(cv2.GaussianBlur(picture, (0, 0), sigma_px))


def noise(picture: Picture, amount: float, dice: Dice) -> Picture:
    """Grain of the sensor: ``amount`` is its standard deviation in grey levels."""
    grain = dice.generator.standard_normal(picture.shape[:2], dtype=np.float32) * amount
    return _clip(picture.astype(np.float32) + grain[..., None])


def specks(picture: Picture, share: float, dice: Dice) -> Picture:
    """Dust: dark and light dots on ``share`` of the pixels."""
    height, width = picture.shape[:2]
    count = int(height * width * share)
    ys, xs = dice.generator.integers(0, height, count), dice.generator.integers(0, width, count)
    result = picture.copy()
    result[ys, xs] = np.where(dice.generator.random((count, 1)) < 0.7, 60, 255)
    return result


def uneven_light(picture: Picture, depth: float, dice: Dice) -> Picture:
    """A slow fall of light over the page, to ``1 - depth`` of it at the darkest."""
    height, width = picture.shape[:2]
    small = dice.generator.random((3, 3), dtype=np.float32)
    light = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    light = 1 - depth * np.clip(light, 0, 1)
    return _clip(picture.astype(np.float32) * light[..., None])


def show_through(picture: Picture, other: Picture, strength: float) -> Picture:
    """The mirrored print of another page shining through the paper."""
    height, width = picture.shape[:2]
    back = cv2.resize(cv2.flip(other, 1), (width, height), interpolation=cv2.INTER_AREA)
    veil = cv2.GaussianBlur(back, (0, 0), 1.6).astype(np.float32)
    return _clip(picture.astype(np.float32) * (1 - strength * (1 - veil / 255)))


def faint_rules(picture: Picture, dice: Dice) -> Picture:
    """Long straight strokes fade and break, as on a copy of a copy; the text stays."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ink = (grey < 170).astype(np.uint8)
    span = max(20, picture.shape[1] // 28)
    lines: npt.NDArray[np.generic] = np.zeros_like(ink)
    for kernel in (np.ones((1, span), np.uint8), np.ones((span, 1), np.uint8)):
        lines = np.maximum(lines, cv2.dilate(cv2.erode(ink, kernel), kernel))
    height, width = ink.shape
    patches = dice.generator.random((height // 9 + 1, width // 9 + 1), dtype=np.float32)
    fade = cv2.resize(patches, (width, height), interpolation=cv2.INTER_LINEAR)
    faded = picture.astype(np.float32)
    mask = lines.astype(bool)
    keep = np.clip((fade[mask] - 0.3) * 1.4, 0.0, 0.75)[:, None]
    faded[mask] = 255 - (255 - faded[mask]) * keep
    return _clip(faded)


def fax(picture: Picture, dice: Dice) -> Picture:
    """Black and white only, with ragged edges."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 0.6).astype(np.float32)
    grey += dice.generator.standard_normal(grey.shape, dtype=np.float32) * 11
    local = cv2.GaussianBlur(grey, (0, 0), 25)
    black = grey < local - 26
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def photograph(picture: Picture, dice: Dice) -> Picture:
    """A phone's view of the page: perspective, a curl of the paper, a dark table around it."""
    height, width = picture.shape[:2]
    curl = dice.real(0.004, 0.016) * height * dice.pick([-1, 1])
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = curl * np.sin(np.pi * xs / width + dice.real(-0.4, 0.4))
    curled = cv2.remap(picture, xs, (ys + wave).astype(np.float32), cv2.INTER_LINEAR, borderValue=(245, 245, 245))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inset = np.array([width, height], np.float32) * 0.045
    moved = corners + np.sign(np.array([width, height]) / 2 - corners) * dice.generator.random((4, 2)) * inset
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    table = tuple(int(level) for level in dice.generator.integers(70, 130, 3))
    return _u8(cv2.warpPerspective(curled, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=table))


def _clip(values: npt.NDArray[np.float32] | npt.NDArray[np.float64]) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)


def _u8(picture: npt.NDArray[np.generic]) -> Picture:
    return picture.astype(np.uint8, copy=False)
