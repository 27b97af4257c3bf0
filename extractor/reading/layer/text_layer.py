"""The text layer of a PDF page, put upright and in order, with the reasons to believe it or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.reading.engines.contract import OcrEngine
from extractor.reading.layer.asides import Aside, outline, turned_parts
from extractor.reading.layer.glyphs import PaintedText, majority_turn, painted_text, upright_to_shown
from extractor.reading.layer.lines import Chain, chains_of, spelled
from extractor.reading.layer.pixels import PagePixels
from extractor.reading.layer.trust import doubts, only_ruled, unread_pictures
from extractor.reading.layer.witness import Judgement, LayerWitness
from models.geometry import Box, PageMap
from models.page import PdfPage, Turn
from models.text import TextLine

ENGINE = "text_layer"


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's text layer says. ``lines``, ``width`` and ``height`` (points) are in the upright frame.

    ``turn``: degrees clockwise that the shown page must be turned for most of its text to run to the right.
    ``mended``: characters that the layer had wrong, and that were put right from what the page shows.
    ``confirmed``: a layer over a scan, which is read from its pixels, says what the scan shows.
    A page on which nothing is written has no layer, and that is trusted: there is nothing else to read.
    ``pictures``: boxes of pictures beside the text that may hold print, in the upright frame.
    ``asides``: parts of the page that run otherwise, which are not in ``lines``.
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
    mended: int = 0
    confirmed: bool = False
    pictures: tuple[Box, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def garbled(self) -> bool:
        """The contract's word: a text layer was there and was not trusted, as a whole or as far as it was mended."""
        return self.present and not self.confirmed and (not self.trusted or self.mended > 0)


class LayerReader:
    """Reads the text layers of one document's pages, and remembers what it found out about the document's fonts."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._witness = LayerWitness(engine)

    def read(self, page: PdfPage) -> TextLayer:
        """The page's text layer, whatever its ``/Rotate``, the direction of its text and the order of its stream.

        Raises ``PageError`` where the page cannot be drawn, ``EngineError`` where the recogniser fails.
        """
        painted = painted_text(page.handle)
        if not painted.printed.any():
            bare = only_ruled(page)
            why = "nothing is written on the page" if bare else "no text layer"
            return TextLayer(False, bare, (why,), 0, (), PageMap(), page.width, page.height)
        reasons = doubts(painted, page)
        believed = painted.only(painted.visible) if painted.visible.any() else painted
        turn = majority_turn(believed)
        to_shown = upright_to_shown(turn, page.width, page.height)
        upright = believed.mapped(to_shown.inverse())
        pixels = PagePixels(page, turn)
        if reasons:
            confirmed = self._witness.says_what_is_seen(chains_of(upright.glyphs()), pixels)
            told = (*reasons, "it says what the picture shows") if confirmed else reasons
            return self._layer(page, turn, told, trusted=False, confirmed=confirmed)
        shown = _shown(upright, pixels)
        parts = turned_parts(shown, turn)
        main = shown.only(~np.logical_or.reduce([part for _, part in parts])) if parts else shown
        judged, lines = self._judged(main, pixels, turn)
        asides = []
        for other, part in parts:
            back = upright_to_shown(other, page.width, page.height)
            seen = shown.only(part).mapped(to_shown).mapped(back.inverse())
            its, its_lines = self._judged(seen, PagePixels(page, other), other)
            judged = _both(judged, its)
            asides.append(Aside(other, outline(seen.boxes), its_lines, PageMap((back,))))
        if not judged.trusted:
            return self._layer(page, turn, judged.reasons, trusted=False)
        return replace(
            self._layer(
                page,
                turn,
                judged.reasons or (f"a text layer of {int(shown.printed.sum())} readable characters",),
                trusted=True,
                lines=lines,
                mended=judged.mended,
                pictures=tuple(PageMap((to_shown.inverse(),)).box(box) for box in unread_pictures(painted, page)),
            ),
            asides=tuple(asides),
        )

    def _judged(self, text: PaintedText, pixels: PagePixels, turn: Turn) -> tuple[Judgement, tuple[TextLine, ...]]:
        """What the glyphs mean that run by ``turn``, and their lines; both in the frame in which those are upright."""
        glyphs = text.glyphs()
        judged = self._witness.judge(_whole(chains_of(glyphs), pixels), pixels, turn)
        spaces = [glyph.box for glyph in glyphs if glyph.char.isspace()]
        return judged, spelled(judged.chains, spaces, ENGINE)

    @staticmethod
    def _layer(
        page: PdfPage,
        turn: Turn,
        reasons: tuple[str, ...],
        *,
        trusted: bool,
        lines: tuple[TextLine, ...] = (),
        mended: int = 0,
        confirmed: bool = False,
        pictures: tuple[Box, ...] = (),
    ) -> TextLayer:
        width, height = (page.height, page.width) if turn in {90, 270} else (page.width, page.height)
        to_shown = upright_to_shown(turn, page.width, page.height)
        way_back = PageMap() if turn == 0 else PageMap((to_shown,))
        return TextLayer(True, trusted, reasons, turn, lines, way_back, width, height, mended, confirmed, pictures)


def _both(main: Judgement, aside: Judgement) -> Judgement:
    """Of the page's text and of a part of it: the lines are those of the first."""
    reasons = tuple(dict.fromkeys((*main.reasons, *aside.reasons)))
    return Judgement(main.chains, main.mended + aside.mended, main.trusted and aside.trusted, reasons)


def _whole(chains: Sequence[Chain], pixels: PagePixels) -> tuple[Chain, ...]:
    """The lines without those that the page cuts off: they are printed again overleaf, if anywhere."""
    return tuple(chain for chain, cut in zip(chains, pixels.cut_off(chains), strict=True) if not cut)


def _shown(text: PaintedText, pixels: PagePixels) -> PaintedText:
    """The glyphs of which something can be seen, and the spaces: print can be clipped away, or white on white."""
    return text.only(~text.printed | pixels.seen(text.boxes))
