"""The text layer of a PDF page, put upright and in order, with the reasons to believe it or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.reading.layer_glyphs import majority_turn, painted_glyphs, upright_to_shown
from extractor.reading.layer_lines import lines_of
from extractor.reading.layer_trust import doubts
from models.geometry import PageMap, bounding_box
from models.page import PdfPage, Turn
from models.text import TextLine

ENGINE = "text_layer"


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's text layer says. ``lines``, ``width`` and ``height`` (points) are in the upright frame.

    ``turn``: degrees clockwise that the shown page must be turned for most of its text to run to the right.
    ``reasons``: why it is trusted, or why not, in plain words.
    """

    present: bool
    trusted: bool
    reasons: tuple[str, ...]
    turn: Turn
    lines: tuple[TextLine, ...]
    to_shown: PageMap
    width: float
    height: float

    @property
    def garbled(self) -> bool:
        """The contract's word: a text layer was there and was not trusted."""
        return self.present and not self.trusted


def read_text_layer(page: PdfPage) -> TextLayer:
    """The page's text layer, whatever its ``/Rotate``, the direction of its text and the order of its stream."""
    glyphs = painted_glyphs(page.handle)
    if not any(not glyph.char.isspace() for glyph in glyphs):
        return TextLayer(False, False, ("no text layer",), 0, (), PageMap(), page.width, page.height)
    reasons = doubts(glyphs, page.handle)
    believed = [glyph for glyph in glyphs if glyph.visible] or glyphs
    turn = majority_turn(believed)
    to_shown = upright_to_shown(turn, page.width, page.height)
    from_shown = to_shown.inverse()
    upright = [replace(glyph, box=bounding_box(from_shown.apply(glyph.box.corners()))) for glyph in believed]
    width, height = (page.height, page.width) if turn in {90, 270} else (page.width, page.height)
    return TextLayer(
        present=True,
        trusted=not reasons,
        reasons=reasons or (f"a text layer of {len(glyphs)} readable characters",),
        turn=turn,
        lines=lines_of(upright, ENGINE),
        to_shown=PageMap() if turn == 0 else PageMap((to_shown,)),
        width=width,
        height=height,
    )
