"""Figures as witnesses of rules that were not made out: one cell holds one figure, and each line has its own name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractor.grids.ruled.lattice import SEEN, Lattice
from extractor.grids.ruled.slot_texts import texts_by_slot
from extractor.grids.wording import is_listed
from models.figures import is_code, is_dash, is_whole
from models.text import TextLine

_COUNT = re.compile(r"\d{1,3}")
"""The number of a line, or a score; a longer one may be a piece of an amount that goes on in the next line."""

Texts = Mapping[tuple[int, int], Sequence[str]]


def with_figures_apart(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice with a side drawn between two slots that hold a figure, or a dash, each; and between two names beside
    codes of their own, or items of a list beside figures of their own.
    """
    across, upright = lattice.across.copy(), lattice.upright.copy()
    texts = texts_by_slot(lattice, lines)
    for r, c in texts:
        if (r + 1, c) in texts and across[r + 1, c] < SEEN and _are_two_lines(texts, r, c):
            across[r + 1, c] = 1.0
        if (r, c + 1) in texts and upright[r, c + 1] < SEEN and _hold(texts, _is_figure, (r, c), (r, c + 1)):
            upright[r, c + 1] = 1.0
    return replace(lattice, across=across, upright=upright)


def _are_two_lines(texts: Texts, r: int, c: int) -> bool:
    """Whether what stands in column ``c`` of row ``r`` and in the next one are of two lines of the table."""
    slots, left, right = [((r, col), (r + 1, col)) for col in (c, c - 1, c + 1)]
    if _hold(texts, _is_figure, *slots) or _hold(texts, is_code, *left):
        return True
    return all(is_listed(texts[slot][0]) for slot in slots) and _hold(texts, _is_figure, *right)


def _hold(texts: Texts, kind: Callable[[str], bool], *slots: tuple[int, int]) -> bool:
    """Whether the slots hold one text each, of this kind."""
    found = [texts.get(slot, ()) for slot in slots]
    return all(len(own) == 1 and kind(own[0]) for own in found)


def _is_figure(text: str) -> bool:
    return is_whole(text) or is_dash(text) or _COUNT.fullmatch(text.strip()) is not None
