"""What can be seen of one field before anybody says whether it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.record import CheckOutcome, LabelMatch, Leaf, TypedValue

Family = Literal["digital", "blank", "number", "text"]
"""Fields that fail in like ways share a calibration: text never recognised, cells read as empty, numbers, words."""

NUMERIC_KINDS = frozenset({"amount", "number", "percent", "quantity", "date", "code"})

CERTAIN = 0.9999
"""Above this the recogniser's probability says nothing more: it saturates on clean print."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Named features of one field, each between 0 (bad or absent) and 1 (good or present).

    The names are those of the calibration data; a new feature needs a new fit.
    """

    family: Family
    features: dict[str, float]


def surety(probability: float) -> float:
    """A probability's log-odds, scaled: 0 at 0.5 and below, 1 at ``CERTAIN`` and above."""
    bounded = min(max(probability, 0.5), CERTAIN)
    return math.log(bounded / (1 - bounded)) / math.log(CERTAIN / (1 - CERTAIN))


def observe(
    leaf: Leaf,
    value: TypedValue,
    label: LabelMatch,
    checks: Sequence[CheckOutcome],
    *,
    page_quality: float,
    under_seal: bool,
    structure: float,
) -> Observation:
    """Observe one field.

    ``checks`` are those whose paths name the field; ``structure`` is the form confidence of its record, 0 to 1;
    ``under_seal`` says that a seal overlaps its cell.
    """
    glyphs = [glyph for line in leaf.lines for glyph in line.glyphs if not glyph.char.isspace()]
    weakest_glyph = min((glyph.probability for glyph in glyphs), default=1.0)
    mean_doubt = sum(1 - glyph.probability for glyph in glyphs) / max(1, len(glyphs))
    runner_up = max((p for glyph in glyphs for _, p in glyph.alternatives[:1]), default=0.0)
    statuses = {check.status for check in checks}
    return Observation(
        family=family_of(leaf, value),
        features={
            "weakest_glyph": surety(weakest_glyph),
            "mean_glyph": surety(1 - mean_doubt),
            "margin": 1.0 - min(1.0, runner_up / max(weakest_glyph, 1e-6)) if glyphs else 1.0,
            # 64 characters: about two full lines of a wide cell, where a text stops getting riskier by length
            "shortness": 1.0 - min(1.0, math.log1p(len(glyphs)) / math.log1p(64)),
            "grammar": float(value.grammatical),
            "check_passed": float("pass" in statuses),
            "check_not_failed": float("fail" not in statuses),
            "label": label.score,
            "quality": page_quality,
            "clear_of_seals": float(not under_seal),
            "structure": structure,
        },
    )


def family_of(leaf: Leaf, value: TypedValue) -> Family:
    """The family of a field, by who read it and by what it should hold."""
    if leaf.lines and all(line.engine in {"text_layer", "plain_text"} for line in leaf.lines):
        return "digital"
    if not leaf.lines:
        return "blank"
    expected = leaf.kind if not leaf.as_text else value.kind
    return "number" if expected in NUMERIC_KINDS else "text"
