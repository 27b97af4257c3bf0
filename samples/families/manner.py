"""In which of the ways that offices have a table prints its labels and amounts: drawn once for a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from samples.dice import Dice

CodeStyle = Literal["whole", "split"]


@dataclass(frozen=True, slots=True)
class Manner:
    """``wording``: a label as this document prints it, by its usual wording; a label that is not in it is printed so.

    ``zero``: what stands for nothing spent. ``codes``: in one column, or 类, 款 and 项 in three. ``total_first``:
    合计 above the lines, not below. ``merged_total``: 合计 stands over the columns of code and name. ``numbered``: a
    row 栏次 under the heads. ``indent``: characters by which a lower level stands in.
    """

    wording: Mapping[str, str]
    zero: str
    thousands: bool
    codes: CodeStyle
    total_first: bool
    merged_total: bool
    numbered: bool
    line_numbers: bool
    indent: float
    colon: str
    spaced: bool

    def word(self, label: str) -> str:
        return self.wording.get(label, label)

    def spread(self, label: str) -> str:
        """A short label as offices set it apart: 项    目."""
        return "    ".join(self.word(label)) if self.spaced else self.word(label)

    def amount(self, hundredths: int | None) -> str:
        """An amount as printed; None is a cell left blank."""
        if hundredths is None:
            return ""
        if hundredths == 0:
            return self.zero
        sign, (whole, cents) = "-" if hundredths < 0 else "", divmod(abs(hundredths), 100)
        return f"{sign}{whole:,}.{cents:02d}" if self.thousands else f"{sign}{whole}.{cents:02d}"


DASHES = ("", "—", "-", "－")
"""What stands in a cell that says nothing."""


def said(printed: str) -> str | None:
    """What a printed amount says: a plain decimal, or None for a blank or a dash."""
    return None if printed in DASHES else printed.replace(",", "")


@cache
def load_wordings() -> Mapping[str, tuple[str, ...]]:
    """Each label's wordings, the usual one first."""
    text = (files("samples") / "data" / "fiscal" / "labels.yaml").read_text(encoding="utf-8")
    return {label: (label, *others) for label, others in yaml.safe_load(text).items()}


def make_manner(dice: Dice, *, shanghai: bool) -> Manner:
    """A manner of the southern kind (codes whole, 合计 first, 行次) or of the Shanghai kind (类款项, 合计 last)."""
    wording = {label: dice.pick((label, *options)) for label, options in load_wordings().items()}
    return Manner(
        wording=wording,
        zero=dice.pick(["", "", "0.00"]) if shanghai else dice.pick(["0.00", "0.00", "0.00", "", "0", "—"]),
        thousands=dice.chance(0.75),
        codes="split" if shanghai and dice.chance(0.8) else "whole",
        total_first=not shanghai or dice.chance(0.2),
        merged_total=dice.chance(0.5),
        numbered=not shanghai and dice.chance(0.85),
        line_numbers=not shanghai,
        indent=dice.pick([0.0, 0.0, 1.0, 2.0]),
        colon=dice.pick(["：", "：", ":"]),
        spaced=dice.chance(0.5),
    )
