"""Where the sheet of paper lies in a photo, or in a scan with a dark surround."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.imaging.ink import shrunk
from extractor.imaging.segments import Floats, Gray
from models.page import Raster

# Share of the picture that a sheet covers: less is a card on a desk, more is the whole picture.
_SHEET_SHARE = (0.15, 0.998)

# Long side of the picture in which the sheet is sought, pixels: its edge is then two pixels of this wide.
_SOUGHT_PX = 800

# Thresholds tried, as shares of Otsu's: where the light falls off, the sheet's dim end is still above the table.
_THRESHOLD_SHARES = (1.0, 0.85, 0.7, 0.55)

# Share of its convex hull that a sheet fills: corners may be folded, sides may curl.
_SOLIDITY = 0.93

# A notch deeper than this share of the long side is no bow of a curled side: a seal, or a shadow, that bites into the
# sheet's rim. Nobody cuts that out of a sheet.
_DEEP_NOTCH = 0.03

# Just outside the sheet the picture is darker by this much (of 255), along this share of the sheet's own edge at least.
_STEP = 30.0
_STEP_SHARE = 0.8

# Inside and outside are compared this share of the long side apart: further than an edge is blurred.
_STEP_REACH = 0.012

# Width of a sheet's edge that is painted over, as a share of the long side: its shadow looks like a rule.
EDGE_SHARE = 0.008


def find_sheet(gray: Gray) -> Floats | None:
    """The sheet's outline as a polygon (n, 2), or None where the picture is all paper.

    A shadow is no surround: the sheet must end in a step, not in a slope. One that lies over a corner is cut off with
    the corner by too high a threshold, so that the outline with most of such an edge is the sheet's.
    """
    small = shrunk(gray, _SOUGHT_PX)
    smooth = np.asarray(cv2.GaussianBlur(small, (0, 0), 2.0), dtype=np.uint8)
    usual, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    best, most = None, 0.0
    for share in _THRESHOLD_SHARES:
        polygon = _largest_bright(smooth, share * usual)
        stepped = 0.0 if polygon is None else _stepped(smooth, polygon)
        if stepped > most:
            best, most = polygon, stepped
        if stepped == 1.0:
            break
    if best is None or most < _STEP_SHARE:
        return None
    return np.asarray(best * (gray.shape[1] / small.shape[1]), dtype=np.float64)


def _largest_bright(smooth: Gray, threshold: float) -> Floats | None:
    """The outline of the largest bright part, where it has a sheet's size and shape."""
    long_side = max(smooth.shape)
    # Close over print, so that a dense table does not split the sheet; within a dark frame, so that a strip of
    # table at the picture's rim is not closed over too.
    reach, notch = long_side // 60 * 2 + 1, long_side // 10 * 2 + 1
    bright = np.where(smooth > threshold, np.uint8(255), np.uint8(0))
    framed = cv2.copyMakeBorder(bright, notch, notch, notch, notch, cv2.BORDER_CONSTANT, value=(0,))
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    if closed[notch:-notch, notch:-notch].all():
        return None  # bright from rim to rim: nothing surrounds it
    # Open, so that a highlight on the table that touches the sheet is no part of it.
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
    # A seal or a dark photo at the rim is a notch, and belongs to the sheet; the bow of a curled rim does not.
    whole = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((notch, notch), np.uint8))
    contours, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    sheet = np.asarray(max(contours, key=cv2.contourArea), dtype=np.int32)
    area, (least, most) = cv2.contourArea(sheet), _SHEET_SHARE
    if not least <= area / smooth.size <= most or area < _SOLIDITY * cv2.contourArea(cv2.convexHull(sheet)):
        return None
    # A pixel or two: what the rim's roughness moves it.
    outline = cv2.approxPolyDP(_without_notches(sheet, _DEEP_NOTCH * long_side), 0.002 * long_side, True)
    return np.asarray(outline.reshape(-1, 2) - notch, dtype=np.float64)


def _without_notches(outline: npt.NDArray[np.int32], deepest: float) -> npt.NDArray[np.int32]:
    """The outline (n, 1, 2), each notch deeper than that cut off straight from one of its lips to the other."""
    defects = cv2.convexityDefects(outline, cv2.convexHull(outline, returnPoints=False))
    kept = np.ones(len(outline), np.bool_)
    # OpenCV gives the depths in 256ths of a pixel
    for start, end, _, depth in () if defects is None else defects.reshape(-1, 4):
        if depth > 256 * deepest:
            between = np.arange(start + 1, end if end > start else end + len(outline)) % len(outline)
            kept[between] = False
    return outline[kept]


def _stepped(smooth: Gray, polygon: Floats) -> float:
    """The share of the outline, as far as it lies in the picture, just beyond which it is darker by a step."""
    height, width = smooth.shape
    reach = _STEP_REACH * max(height, width)
    within, beyond = [], []
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        along = np.linspace(0.05, 0.95, max(2, int(length / 20)))[:, None]
        points = start + along * (end - start)
        # The outline may run either way round: its centre tells which side is inside.
        normal = np.array([start[1] - end[1], end[0] - start[0]]) / max(length, 1e-9)
        if np.dot(polygon.mean(axis=0) - start, normal) < 0:
            normal = -normal
        within.append(points + reach * normal)
        beyond.append(points - reach * normal)
    bright, dark = np.concatenate(within).round().astype(int), np.concatenate(beyond).round().astype(int)
    seen = (dark >= 0).all(axis=1) & (dark[:, 0] < width) & (dark[:, 1] < height)
    seen &= (bright >= 0).all(axis=1) & (bright[:, 0] < width) & (bright[:, 1] < height)
    if seen.sum() < 10:  # the sheet fills the picture: there is no edge to judge by
        return 0.0
    step = smooth[bright[seen, 1], bright[seen, 0]].astype(float) - smooth[dark[seen, 1], dark[seen, 0]]
    return float((step > _STEP).mean())


def on_white(raster: Raster, sheet: Floats) -> Raster:
    """The raster with everything outside the sheet (in page units), and a hair inside it, made white."""
    inside = filled(sheet * raster.px_per_unit, raster.pixels.shape)
    hair = max(3, round(max(inside.shape) * EDGE_SHARE)) | 1
    kept = cv2.erode(inside, np.ones((hair, hair), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    pixels = raster.pixels.copy()
    pixels[kept == 0] = 255
    return Raster(pixels, raster.px_per_unit, raster.to_shown)


def filled(outline: Floats, shape: tuple[int, ...]) -> Gray:
    """A mask of this height and width: 255 within the outline, 0 without."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], 255)
    return mask


def inside(sheet: Floats, points: Floats, margin: float) -> npt.NDArray[np.bool_]:
    """Which points (n, 2) lie in the sheet or within ``margin`` of it."""
    outline = sheet.astype(np.float32)
    return np.array([cv2.pointPolygonTest(outline, (x, y), True) >= -margin for x, y in points], dtype=np.bool_)
