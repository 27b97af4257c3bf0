"""The constants of imaging that a deployment may want to change, each with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImagingSettings:
    """How pages become pixels, and how sure the turn of a page must be."""

    target_dpi: float = 200.0
    """Dots per inch for drawn pages: small print of 7 points is then 20 px high, what OCR models were trained on."""

    min_dpi: float = 150.0
    """A coarser scanned page is enlarged to this: below it, strokes of small Chinese print touch."""

    max_dpi: float = 300.0
    """A finer scanned page is reduced to this: more pixels cost time and read no better."""

    max_pixels: int = 9_000_000
    """Pixels of one raster: A4 at 300 dpi, 27 MB as RGB. It bounds the memory of posters and photos."""

    min_long_side_px: int = 1750
    """Long side below which a picture is taken for a coarse page (A4 at 150 dpi) and enlarged."""

    max_enlargement: float = 1.5
    """Greatest enlargement of a coarse page or picture: more invents no detail and costs time."""

    crops_per_turn: int = 10
    """Text lines read for each candidate turn: with 10, one bad crop cannot decide. Each costs about 15 ms."""

    first_crops: int = 5
    """Text lines read at first: a clear page is decided by these."""
