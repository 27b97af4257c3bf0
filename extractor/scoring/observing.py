"""What can be seen of one field before anybody says whether it is right."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.scoring.company import ALONE, COUNTS, Company
from extractor.scoring.wording import is_misplaced_mark
from models.figures import is_code
from models.page import Source
from models.record import CheckOutcome, LabelMatch, Leaf, TypedValue
from models.text import TextLine

Family = Literal["digital", "dump", "blank", "number", "text", "ledger_blank", "ledger_number", "ledger_text"]
"""Fields that fail in like ways share a calibration: of a text layer, of a text dump, and on scans the cells read as
empty, the numbers and the words; those of tables of lines and amounts apart, whose rows and columns are not known
beforehand."""

NUMERIC_KINDS = frozenset({"amount", "number", "percent", "quantity", "date", "code"})

LINE_LABELS = frozenset({"lines.name", "lines.code", "lines.line_no"})
"""What tells one line of a table of lines and amounts from another: where it has a place, it is seldom blank."""

SUBTOTAL = "小计"

_STRAY = re.compile(r"[—–―─_-]")
"""A piece of a rule that was read as a character."""

_AMOUNT = re.compile(r"\d[.．]\d\d")
# How the key of a head is told from the same one before it.
_AGAIN = re.compile(r"（\d）$")

_FIGURES = re.compile(r"(?=.*\d)[\d.．,，—–-]+")

_NO_WORDS = re.compile(r"(?=.*\d)[\W\d_]+")

_NEGATIVE = re.compile(r"-[\d.,，]+[%％]?")

_OF_A_RATE = re.compile(r".+(?:完成|合格|节约|及格)")
"""What is left of a name whose 率 stands in a line of its own, and was not read there."""

CERTAIN = 0.9999
"""Above this the recogniser's probability says nothing more: it saturates on clean print."""

WIDEST_GAP = 0.9
"""In line heights: lines of one cell are set at most this far apart; rows of a table are further."""

DEEPEST_OVERLAP = 0.5
"""In line heights: boxes of lines under one another overlap less than this, those of lines side by side more."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Named features of one field, each between 0 (bad or absent) and 1 (good or present).

    The names are those of the calibration data; a new feature needs a new fit.
    """

    family: Family
    features: dict[str, float]


def surety(probability: float) -> float:
    """A probability's log-odds, scaled: 0 at 0.5 and below, 1 at ``CERTAIN`` and above."""
    if probability >= CERTAIN:
        return 1.0
    bounded = max(probability, 0.5)
    return math.log(bounded / (1 - bounded)) / math.log(CERTAIN / (1 - CERTAIN))


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its key, levels joined by a slash, and the probability of its least sure character.

    ``unread_ink``: its cell has ink from which nothing was read. ``set_alike``: of the other heads without one over
    them, the share that is set at the top, in the middle or at the foot as it is, where rules do not tell.
    """

    key: str = ""
    probability: float = 1.0
    unread_ink: bool = False
    set_alike: float = 1.0

    @property
    def is_clean(self) -> bool:
        """Whether it holds nothing but words: no piece of a rule, and no amount that ran into it from below.

        And all of them: a subtotal at its top lost what it is the subtotal of, and of two columns of one name one has
        lost a head over it.
        """
        levels = self.key.split("/")
        lacking = levels[0] == SUBTOTAL or _AGAIN.search(self.key)
        return not lacking and not any(_ends_in_a_dash(level) or _AMOUNT.search(level) for level in levels)


NO_HEAD = Head()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of where a field stands. All shares and qualities from 0 (bad) to 1 (good).

    ``quality``: of its page. ``structure``: how sure it is that its table is this form. ``soundness``: the share of
    its record's checks that pass, of those that could be made. ``under_seal``: a seal overlaps its cell.
    ``unread_ink``: its cell has ink from which nothing was read. ``found``: the form has a place for it at all.
    ``optional``: forms often leave it blank. ``ruled``: rules show its table's columns. ``known_column``: its table's
    definition knows its column, or none is known. ``row_passed`` and ``row_failed``: some check that speaks of its row
    passes, or fails. ``ledger``: it stands in a table of lines and amounts. ``source``: where its page's text came
    from. ``company``: what its neighbours say of it. ``head``: the key of the column that it stands in, where it stands
    in one that the page calls by its head, and how sure that head's least sure character is. ``nested``: the words of
    levels beside it may stand over it, and under it.
    """

    quality: float
    structure: float
    soundness: float
    under_seal: bool = False
    unread_ink: bool = False
    found: bool = True
    optional: bool = False
    ruled: bool = True
    known_column: bool = True
    row_passed: bool = False
    row_failed: bool = False
    ledger: bool = False
    source: Source = "ocr"
    company: Company = ALONE
    head: Head = NO_HEAD
    nested: bool = True


def observe(
    leaf: Leaf, value: TypedValue, label: LabelMatch, checks: Sequence[CheckOutcome], around: Surroundings
) -> Observation:
    """Observe one field; ``checks`` are those whose paths name it."""
    glyphs = [glyph for line in leaf.lines for glyph in line.glyphs if not glyph.char.isspace()]
    weakest_glyph = min((glyph.probability for glyph in glyphs), default=1.0)
    mean_doubt = sum(1 - glyph.probability for glyph in glyphs) / max(1, len(glyphs))
    runner_up = max((p for glyph in glyphs for _, p in glyph.alternatives[:1]), default=0.0)
    statuses = {check.status for check in checks}
    company = around.company
    bare = "".join(leaf.text.split())
    return Observation(
        family=family_of(leaf, value, around),
        features={
            "weakest_glyph": surety(weakest_glyph),
            "mean_glyph": surety(1 - mean_doubt),
            "margin": 1.0 - min(1.0, runner_up / max(weakest_glyph, 1e-6)) if glyphs else 1.0,
            # 64 characters: about two full lines of a wide cell, where a text stops getting riskier by length
            "shortness": 1.0 - min(1.0, math.log1p(len(glyphs)) / math.log1p(64)),
            "grammar": float(value.grammatical and not (around.unread_ink and _OF_A_RATE.fullmatch(bare))),
            "one_block": float(is_one_block(leaf.lines)),
            "one_line": 1.0 / max(1, len(leaf.lines)),
            "as_printed": 1.0 / (1.0 + sum(not is_inference(repair) for repair in value.repairs)),
            "read_here": float(not any(is_inference(repair) for repair in value.repairs)),
            "expected_kind": float(value.kind == leaf.kind),
            "check_passed": float("pass" in statuses),
            "check_not_failed": float("fail" not in statuses),
            "check_possible": float("unknown" not in statuses),
            "soundness": around.soundness,
            "label": label.score,
            "quality": around.quality,
            "clear_of_seals": float(not around.under_seal),
            "structure": around.structure,
            "found": float(around.found),
            "no_unread_ink": float(not around.unread_ink),
            "often_blank": float(around.optional),
            "ruled": float(around.ruled),
            "known_column": float(around.known_column),
            "row_passed": float(around.row_passed),
            "row_not_failed": float(not around.row_failed),
            "row_filled": company.row_filled,
            "row_found": company.row_found,
            "row_fits": company.row_fits,
            "like_column": company.column,
            "kind_of_column": company.kind,
            "ends_like_column": company.ending,
            "known_word": company.word,
            "blank_as_others": company.nothing,
            "no_amount_in_text": company.unmixed,
            "line_named": company.named,
            "row_counts": company.counts,
            "in_sequence": company.sequence,
            "numeral": company.numeral,
            "decimals_as_others": company.decimals,
            "identified": float(bool(leaf.lines) or leaf.place is None or leaf.role not in LINE_LABELS),
            "as_long_as_column": company.length,
            "marked_as_column": company.marks,
            "marks_in_place": float(value.kind in COUNTS or not is_misplaced_mark(bare)),
            "no_stray_dash": float(not has_stray(bare)),
            "one_figure": float(value.grammatical or _FIGURES.fullmatch(value.clean) is None),
            "one_code": float(not holds_two_codes(leaf)),
            "words_in_text": float(leaf.kind != "text" or _NO_WORDS.fullmatch(value.clean) is None),
            "head_read": surety(around.head.probability),
            "clean_head": float(around.head.is_clean),
            "whole_head": float(not around.head.unread_ink),
            "head_set_alike": around.head.set_alike,
            "nested": float(around.nested),
        },
    )


def has_stray(text: str) -> bool:
    """Whether a piece of a rule stands at an end of a text: a dash that is neither all of it nor a number's sign."""
    return len(text) > 1 and _ends_in_a_dash(text) and _NEGATIVE.fullmatch(text) is None


def holds_two_codes(leaf: Leaf) -> bool:
    """Whether the codes of two rows stand in one cell, which lost the rule between them."""
    return leaf.kind == "code" and len(leaf.lines) > 1 and all(is_code(line.text) for line in leaf.lines)


def _ends_in_a_dash(text: str) -> bool:
    return bool(_STRAY.match(text) or _STRAY.match(text[-1:]))


def is_one_block(lines: Sequence[TextLine]) -> bool:
    """Whether lines stand under one another as text in one cell does: none beside another, no wide gap between two.

    Two cells that lost the rule between them leave such lines in one.
    """
    ordered = sorted(lines, key=lambda line: line.box.y0)
    return all(
        WIDEST_GAP * line.box.height >= below.box.y0 - line.box.y1 >= -DEEPEST_OVERLAP * line.box.height
        for line, below in pairwise(ordered)
    )


def is_inference(repair: str) -> bool:
    """Whether a repair says that the value was taken from elsewhere in the form, not read in its place."""
    return repair.startswith("from ")


def family_of(leaf: Leaf, value: TypedValue, around: Surroundings) -> Family:
    """The family of a field, by who read it, where it stands and what it should hold."""
    if around.source != "ocr":
        return "digital" if around.source == "text_layer" else "dump"
    if not leaf.lines:
        return "ledger_blank" if around.ledger else "blank"
    expected = leaf.kind if not leaf.as_text else value.kind
    if expected in NUMERIC_KINDS:
        return "ledger_number" if around.ledger else "number"
    return "ledger_text" if around.ledger else "text"
