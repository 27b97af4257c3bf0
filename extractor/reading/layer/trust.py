"""Whether a page's text layer is what the page shows as a whole, from the page's own make; each doubt in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pymupdf

from extractor.reading.layer.glyphs import Flags, Numbers, PaintedText
from models.geometry import Box
from models.page import PdfPage

PICTURE_PAGE = 0.5
"""A page with more than this share of it under images is, as far as its text goes, a picture."""

SPARSE_TEXT = 0.01
"""Glyphs on less than this share of a page: some sixty characters of 9 pt on A4, a header and a page number."""

INVISIBLE = 0.5
"""More invisible characters than visible: the layer was made to be searched, not to be seen."""

PLAIN_PAINT = frozenset({"fill-path", "stroke-path", "clip-path", "pop-clip"})
"""What MuPDF's log of paint calls lines and areas; all else is text, pictures, or patterns that may show anything."""

SHORTEST_PT, STRAIGHT_PT = 4.0, 0.5
"""A rule is at least so long, and leaves its axis by less than the second. Strokes of letters are shorter."""

PRINTED_PICTURE, FEW_GLYPHS = 0.03, 5
"""A picture on more than this share of a page may hold a table: on A4 some 5 cm by 4; logos are smaller. With more
glyphs of the layer on it than the second it is a ground that was written on."""


def doubts(text: PaintedText, page: PdfPage) -> tuple[str, ...]:
    """Why the layer should not be believed; none where it may be. ``text`` must not be empty."""
    printed = text.only(text.printed)
    pictures = _pictures(page)
    pictured = min(1.0, float(_areas(pictures).sum()) / (page.width * page.height))
    hidden = ~printed.visible | _covered(printed, page, pictures)
    found = []
    if hidden.sum() > INVISIBLE * len(hidden):
        what = "over a picture of the page: an OCR layer of unknown quality" if pictured > PICTURE_PAGE else "only"
        found.append(f"the text layer is invisible text {what}")
    area = float(_areas(printed.boxes[~hidden]).sum()) / (page.width * page.height)
    if pictured > PICTURE_PAGE and area < SPARSE_TEXT:
        found.append("the text layer covers a sliver of a page that is a picture")
    return tuple(found)


def unread_pictures(text: PaintedText, page: PdfPage) -> tuple[Box, ...]:
    """The pictures beside a page's text that may hold print: neither small nor a ground that is written on."""
    pictures = _pictures(page)
    if not len(pictures):
        return ()
    middle = (text.boxes[:, :2] + text.boxes[:, 2:]) / 2
    large = pictures[_areas(pictures) > PRINTED_PICTURE * page.width * page.height]
    written = [int(np.all((middle >= box[:2]) & (middle <= box[2:]), axis=1).sum()) for box in large]
    return tuple(Box(*box) for box, count in zip(large.tolist(), written, strict=True) if count <= FEW_GLYPHS)


def only_ruled(page: PdfPage) -> bool:
    """Whether nothing but level and upright lines is drawn on a page without text: a blank form, or a blank page.

    Raises PageError for a page on which more is drawn than is looked at.
    """
    painted = page.handle.get_bboxlog()
    page.check_painted(len(painted))
    if any(kind not in PLAIN_PAINT for kind, _ in painted):
        return False
    return all(_is_ruling(item) for drawing in page.drawings() for item in drawing["items"])


def _is_ruling(item: Any) -> bool:  # noqa: ANN401 - pymupdf gives bare tuples here
    """Letters drawn as outlines are of curves and slants, or of pieces that are shorter than any rule."""
    if item[0] not in ("l", "re"):
        return False
    corners: tuple[float, ...] = (*item[1], *item[2]) if item[0] == "l" else tuple(item[1])
    x0, y0, x1, y1 = corners
    wide, high = abs(x1 - x0), abs(y1 - y0)
    return max(wide, high) >= SHORTEST_PT and (item[0] == "re" or min(wide, high) < STRAIGHT_PT)


def _pictures(page: PdfPage) -> Numbers:
    """The boxes of the page's images as far as they lie on it, shape (n, 4), shown frame; in the order of painting.

    Images that overlap count twice, which strips of a scan do not.
    """
    matrix = page.handle.rotation_matrix
    boxes = [pymupdf.Rect(image["bbox"]) * matrix & page.handle.rect for image in page.images]
    corners = [tuple(box) if not box.is_empty else (0.0, 0.0, 0.0, 0.0) for box in boxes]
    return np.array(corners, dtype=np.float64).reshape(-1, 4)


def _areas(boxes: Numbers) -> Numbers:
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))


def _covered(text: PaintedText, page: PdfPage, pictures: Numbers) -> Flags:
    """Which glyphs lie under an image that was painted over them: a scan on top of its own OCR layer."""
    covered = np.zeros(len(text.chars), dtype=bool)
    if not (_areas(pictures) > PICTURE_PAGE * page.width * page.height).any():
        return covered
    opaque = [not image.get("has-mask") for image in page.images]
    orders = [order for order, (kind, _) in enumerate(page.handle.get_bboxlog()) if kind == "fill-image"]
    middle = (text.boxes[:, :2] + text.boxes[:, 2:]) / 2
    for box, order, hides in zip(pictures, orders, opaque, strict=False):
        if hides:
            inside = np.all((middle >= box[:2]) & (middle <= box[2:]), axis=1)
            covered |= inside & (text.orders < order)
    return covered
