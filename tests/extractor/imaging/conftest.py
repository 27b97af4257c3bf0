"""Pages whose pose is known, and a reader that reads only what stands upright."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.imaging import Reader
from models.geometry import Box
from models.page import Pixels

WORD = "年度资金总额"


def _ruled_page(width: int = 900, height: int = 1200) -> Pixels:
    """A table whose cells hold letters that are heavier above than below, so that their turn can be told."""
    page = np.full((height, width, 3), 255, np.uint8)
    for y in range(150, height - 100, 60):
        cv2.line(page, (60, y), (width - 60, y), (0, 0, 0), 2)
        if y + 60 < height - 100:
            for x in (75, 380, 640):
                cv2.putText(page, "PFTPFTF", (x, y + 42), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    bottom = 150 + (height - 250 - 1) // 60 * 60
    for x in (60, 365, 625, width - 60):
        cv2.line(page, (x, 150), (x, bottom), (0, 0, 0), 2)
    return page


def _text_page(width: int = 900, height: int = 1200) -> Pixels:
    """The same letters without a single rule."""
    page = np.full((height, width, 3), 255, np.uint8)
    for y in range(120, height - 100, 55):
        for x in (70, 360, 640):
            cv2.putText(page, "PFTPFTF", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    return page


def _posed(page: Pixels, turn_needed: int, lean_deg: float) -> Pixels:
    """The page as it would be scanned: turn it clockwise by ``turn_needed`` and it leans by ``lean_deg``."""
    turned = np.rot90(page, turn_needed // 90)
    height, width = turned.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -lean_deg, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    matrix[:, 2] += [size[0] / 2 - width / 2, size[1] / 2 - height / 2]
    turned = np.ascontiguousarray(turned)
    return cv2.warpAffine(turned, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def _top_heavy(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
    """Reads a crop as a form's word where it is wide and its ink is heavier above than below; else garbage."""
    return [(WORD, 0.98) if _is_top_heavy(crop) else ("口丁", 0.4) for crop in crops]


def _all_ink(pixels: Pixels) -> list[Box]:
    """All that is printed as one line, where anything is."""
    ys, xs = np.nonzero(pixels.min(axis=2) < 128)
    return [Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))] if len(xs) else []


def _is_top_heavy(crop: Pixels) -> bool:
    height, width = crop.shape[:2]
    ink = 255 - crop.min(axis=2).astype(float)
    rows = ink.sum(axis=1)
    middle = (np.flatnonzero(rows > 0.05 * rows.max())[[0, -1]]).mean()
    above, below = rows[: int(middle)].sum(), rows[int(middle) + 1 :].sum()
    return width > height and above > 1.2 * below


@pytest.fixture(scope="session")
def ruled_page():
    return _ruled_page


@pytest.fixture(scope="session")
def text_page():
    return _text_page


@pytest.fixture(scope="session")
def posed():
    return _posed


@pytest.fixture(scope="session")
def top_heavy():
    return Reader(_top_heavy, _all_ink)


@pytest.fixture(scope="session")
def words() -> tuple[str, ...]:
    return (WORD, "合计")
