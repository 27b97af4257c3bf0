"""Pages: as they come in, as pixels, and as they were read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pymupdf

from models.errors import PageError
from models.geometry import PageMap
from models.rule import Rule
from models.text import TextLine

Pixels = npt.NDArray[np.uint8]
"""An RGB image, shape (height, width, 3)."""

Source = Literal["text_layer", "ocr", "plain_text"]
Turn = Literal[0, 90, 180, 270]


MOST_PAINTED = 100_000
"""Lines and areas of one page that are looked at: ten thousand cells whose borders and grounds are drawn one by one
have half as many. To look at twice as many took a minute."""


@dataclass(frozen=True, eq=False)
class PdfPage:
    """A page of a PDF. ``width`` and ``height`` in points, as shown. ``handle`` lives as long as its document."""

    number: int
    width: float
    height: float
    handle: pymupdf.Page

    @cached_property
    def _drawings(self) -> list[dict[str, Any]]:
        return self.handle.get_cdrawings()  # type: ignore[no-any-return]  # pymupdf's own types say no more

    @cached_property
    def painted(self) -> pymupdf.DisplayList:
        """All that is painted on the page, interpreted once: each look at the page itself interprets it anew."""
        return self.handle.get_displaylist()  # type: ignore[no-any-return]  # pymupdf's own types say no more

    @cached_property
    def images(self) -> list[dict[str, Any]]:
        """The images that are painted on the page, as by pymupdf's ``get_image_info``: as if it had no /Rotate."""
        if self.handle.rotation:
            return self.handle.get_image_info()
        text = self.painted.get_textpage(pymupdf.TEXT_PRESERVE_IMAGES)
        return pymupdf.TextPage(text).extractIMGINFO()  # type: ignore[no-any-return]

    def drawings(self) -> list[dict[str, Any]]:
        """What is drawn on the page, by pymupdf's ``get_cdrawings``, looked up once. Raises as ``check_painted``."""
        self.check_painted(len(self._drawings))
        return self._drawings

    def check_painted(self, count: int) -> None:
        """Raises PageError where more than ``MOST_PAINTED`` lines and areas are drawn on the page."""
        if count > MOST_PAINTED:
            limit = f"more than {MOST_PAINTED} lines and areas are drawn on it"
            raise PageError(self.number, "reading", f"{limit}; print it to a picture at 200 to 300 dpi")


@dataclass(frozen=True, slots=True, eq=False)
class PicturePage:
    """A page that is an image. ``width`` and ``height`` in pixels, as shown. ``load`` decodes it, EXIF applied.

    ``dpi`` is what the file says of its resolution, or None where it says nothing that can be believed.
    """

    number: int
    width: float
    height: float
    load: Callable[[], Pixels]
    dpi: float | None = None


@dataclass(frozen=True, slots=True)
class DumpPage:
    """The text dump of a PDF's text layer. Its frame: x is the column of a character, y the line, from 0.

    So line 7, columns 3 to 9 is the box (3, 7, 9, 8); ``width`` is the longest line, ``height`` the line count.
    """

    number: int
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return float(max((len(line) for line in self.lines), default=0))

    @property
    def height(self) -> float:
        return float(len(self.lines))


SourcePage = PdfPage | PicturePage | DumpPage


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """The pixels of a page in some frame, ``px_per_unit`` pixels to the page's own unit.

    ``to_shown`` maps that frame's page coordinates (pixels divided by ``px_per_unit``) to the shown page.
    """

    pixels: Pixels
    px_per_unit: float
    to_shown: PageMap = field(default_factory=PageMap)

    @property
    def width(self) -> float:
        return float(self.pixels.shape[1] / self.px_per_unit)

    @property
    def height(self) -> float:
        return float(self.pixels.shape[0] / self.px_per_unit)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that stands upright and has been read. Lines and rules are in the upright frame.

    ``rotation`` and ``skew_deg`` are the contract's: degrees clockwise that the shown page had to be turned,
    and what was left after that turn. ``reasons`` say in plain words why this source was believed.
    ``band_edges``: upper and lower edges of the coloured bands behind a table's rows, as rules of no thickness.
    ``raster`` is the upright page's pixels where there are any, for reading again and for drawing.
    """

    number: int
    shown_width: float
    shown_height: float
    width: float
    height: float
    lines: tuple[TextLine, ...]
    rules: tuple[Rule, ...]
    to_shown: PageMap
    source: Source
    band_edges: tuple[Rule, ...] = ()
    rotation: Turn = 0
    skew_deg: float = 0.0
    garbled: bool = False
    quality: float = 1.0
    reasons: tuple[str, ...] = ()
    raster: Raster | None = None
