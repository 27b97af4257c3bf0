"""A result drawn over the page it came from, for people who check it."""

from extractor.drawing.marks import POOR_BELOW
from extractor.drawing.page import draw_page

__all__ = ["POOR_BELOW", "draw_page"]
