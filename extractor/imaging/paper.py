"""Where the sheet of paper lies in a photo, or in a scan with a dark surround."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.imaging.segments import Floats, Gray

# Share of the picture that a sheet covers: less is a card on a desk, more is the whole picture.
_SHEET_SHARE = (0.15, 0.985)

# Share of its convex hull that a sheet fills: corners may be folded, sides may curl.
_SOLIDITY = 0.93

# Just outside the sheet the picture is darker by this much (of 255), along this share of the sheet's own edge.
_STEP = 30.0
_STEP_SHARE = 0.8

# Inside and outside are compared this share of the long side apart: further than an edge is blurred.
_STEP_REACH = 0.012


def find_sheet(gray: Gray) -> Floats | None:
    """The sheet's outline as a convex polygon (n, 2), or None where the picture is all paper.

    A shadow is no surround: the sheet must end in a step, not in a slope.
    """
    smooth = np.asarray(cv2.GaussianBlur(gray, (0, 0), max(gray.shape) / 400), dtype=np.uint8)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Close over print, so that a dense table does not split the sheet.
    reach = max(gray.shape) // 60 * 2 + 1
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    area, low_high = cv2.contourArea(sheet), tuple(share * gray.size for share in _SHEET_SHARE)
    hull = cv2.convexHull(sheet)
    if not low_high[0] <= area <= low_high[1] or area < _SOLIDITY * cv2.contourArea(hull):
        return None
    polygon = np.asarray(cv2.approxPolyDP(hull, 0.002 * max(gray.shape), True), dtype=np.float64).reshape(-1, 2)
    return polygon if _ends_in_a_step(smooth, polygon) else None


def _ends_in_a_step(smooth: Gray, polygon: Floats) -> bool:
    height, width = smooth.shape
    reach = _STEP_REACH * max(height, width)
    inside, outside = [], []
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        along = np.linspace(0.05, 0.95, max(2, int(length / 20)))[:, None]
        points = start + along * (end - start)
        # The hull runs clockwise or counter-clockwise: the centre tells which side is inside.
        normal = np.array([start[1] - end[1], end[0] - start[0]]) / max(length, 1e-9)
        if np.dot(polygon.mean(axis=0) - start, normal) < 0:
            normal = -normal
        inside.append(points + reach * normal)
        outside.append(points - reach * normal)
    within, beyond = np.concatenate(inside).round().astype(int), np.concatenate(outside).round().astype(int)
    seen = (beyond >= 0).all(axis=1) & (beyond[:, 0] < width) & (beyond[:, 1] < height)
    seen &= (within >= 0).all(axis=1) & (within[:, 0] < width) & (within[:, 1] < height)
    if seen.sum() < 10:
        return False
    step = smooth[within[seen, 1], within[seen, 0]].astype(float) - smooth[beyond[seen, 1], beyond[seen, 0]]
    return bool((step > _STEP).mean() >= _STEP_SHARE)
