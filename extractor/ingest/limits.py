"""How much one input may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before anything large is decoded. Each is a guard against one way to run out of memory."""

    max_bytes: int = 256 * 2**20
    """Bytes of the whole input: a 500-page colour scan at 200 dpi stays under it."""

    max_pages: int = 1000
    """Pages: the longest final-account report in print has a few hundred."""

    max_side_px: int = 20_000
    """Pixels along one side: A2 at 600 dpi has 14 000. Also asked of pictures inside a PDF."""

    max_pixels: int = 80_000_000
    """Pixels of one page: A3 at 600 dpi has 70 million, which is 210 MB once decoded."""

    max_side_pt: float = 14_400.0
    """Points along one side of a PDF page: the greatest that a PDF viewer must accept (ISO 32000-1, annex C)."""

    max_dump_chars: int = 3_000_000
    """Characters of a text dump: a thousand dense pages have two million."""

    max_dump_lines: int = 100_000
    """Lines of a text dump: a thousand pages of a hundred."""

    def excess_px(self, width: int, height: int) -> str | None:
        """Why a picture of this size is refused, or None where it is not."""
        if max(width, height) > self.max_side_px:
            return f"{width} x {height} pixels, more than {self.max_side_px} along one side"
        if width * height > self.max_pixels:
            return f"{width} x {height} pixels, more than {self.max_pixels} in all"
        return None

    def excess_pt(self, width: float, height: float) -> str | None:
        """Why a PDF page of this size is refused, or None where it is not."""
        if max(width, height) > self.max_side_pt:
            return f"{width:.0f} x {height:.0f} points, more than {self.max_side_pt:.0f} along one side"
        return None
