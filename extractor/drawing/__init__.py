"""A result drawn over the page it came from, for people who check it."""

from extractor.drawing.marks import POOR_BELOW, SURE_FROM
from extractor.drawing.page import draw_page

__all__ = ["POOR_BELOW", "SURE_FROM", "draw_page"]
