"""Whether pages were turned right, and whether their text was taken from where it is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.evaluation.truth import TruthPage
from models.result import ExtractionResult, PageInfo

Turned = Literal["right", "undecided", "wrong"]


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """``skew_error`` in degrees, None where the turn is not right, or the page is bent: there is no skew then.

    ``lie_found``: the text layer lies, and was not trusted; None where it does not lie. ``good_lost``: the layer is
    good, and the page was read from its pixels all the same; None where there is no good layer.
    """

    turn: Turned
    skew_error: float | None
    lie_found: bool | None = None
    good_lost: bool | None = None

    @classmethod
    def failed(cls, truth: TruthPage) -> JudgedPage:
        """A page of which there is no result."""
        return cls("wrong", None, False if truth.garbled else None, None)


def judge_page(truth: TruthPage, result: ExtractionResult) -> JudgedPage:
    found = next((page for page in result.document.pages if page.number == truth.number), None)
    if found is None:
        return JudgedPage.failed(truth)
    lie_found = found.garbled or found.source == "ocr" if truth.garbled else None
    good = truth.garbled is False and truth.source == "text_layer"
    good_lost = found.source != "text_layer" if good else None
    turn, skew_error = _turned(truth, found, result)
    return JudgedPage(turn, skew_error, lie_found, good_lost)


def _turned(truth: TruthPage, found: PageInfo, result: ExtractionResult) -> tuple[Turned, float | None]:
    if found.rotation == truth.rotation:
        return "right", None if truth.skew is None else abs(found.skew - truth.skew)
    undecided = any(w.code == "turn_undecided" and w.page == truth.number for w in result.warnings)
    return "undecided" if undecided else "wrong", None
