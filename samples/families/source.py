"""A laid-out document from which its variants are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples.dice import Dice
from samples.families.documents import make_document
from samples.families.truth import PageTruth, document_truth
from samples.sample import Sample
from samples.sheets.flow import LaidDocument, lay_document
from samples.sheets.style import make_sheet_style


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A laid-out document, and the chance that its variants draw from."""

    laid: LaidDocument
    dice: Callable[[str], Dice]

    def sample(self, suffix: str, data: bytes, pages: Sequence[PageTruth], grade: str | None = None) -> Sample:
        """``suffix``: ``.heavy.pdf``; the variant is named in it."""
        variant = suffix.split(".")[1]
        return Sample(suffix, data, document_truth(self.laid, variant=variant, grade=grade, pages=pages))

    def pages(self, turn: int = 0) -> list[PageTruth]:
        """Good pages whose content is turned clockwise by ``turn`` beside each sheet's own turn."""
        return [PageTruth(-(sheet.turn + turn) % 360, 0.0, "text_layer") for sheet in self.laid.sheets]


def make_source(family: str, seed: int, index: int) -> Source:
    """The document ``index`` of a family and a seed, laid out."""
    style = make_sheet_style(Dice.of(seed, index, family, "style"), ruled=family in ("targets", "scorecard"))
    laid = lay_document(make_document(family, seed, index), style)
    return Source(laid, lambda key: Dice.of(seed, index, family, key))
