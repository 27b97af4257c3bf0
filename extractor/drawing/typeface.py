"""A typeface with Chinese in it, on any machine: the one inside PyMuPDF."""

from __future__ import annotations

import io

import pymupdf
from PIL import ImageFont


def typeface(size_px: float) -> ImageFont.FreeTypeFont:
    """PyMuPDF's fallback for Chinese, Japanese and Korean, at a size in pixels."""
    return ImageFont.truetype(io.BytesIO(pymupdf.Font("cjk").buffer), size_px)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width_px: float) -> list[str]:
    """Lines that fit the width. Breaks anywhere: Chinese has no spaces to break at."""
    lines = [""]
    for char in text:
        if lines[-1] and font.getlength(lines[-1] + char) > width_px:
            lines.append("")
        lines[-1] += char
    return lines
