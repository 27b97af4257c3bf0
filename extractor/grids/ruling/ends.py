"""Where rules end: on others, or in nothing."""

from __future__ import annotations

from collections.abc import Sequence

from models.rule import Rule

TOUCH = 0.5
"""In glyph heights: a rule that stops this near to another ends on it. Text keeps that far from its cell's sides
at one end at least."""

SHORT, CLOSE = 1.5, 0.3
"""In glyph heights: among unbroken rules one no longer than this, as the side of a single row, comes as near as this to
the two that it ends on. Between tight rows a bracket is as long, and stops a little before one of them.
"""

GAPPED = 0.97
"""Strength below which a rule has gaps where others have none: so have the feet of 上缴上, which fill a narrow cell."""

PALE = 0.75
"""Strength below which what goes on in line with an unbroken rule from where that ends on another is none."""

STRAY = 2.5
"""In glyph heights: a piece no longer, both of whose ends lie in the open, is strokes of a glyph or two in line with a
rule: the level ones of 产 and 于."""

BROKEN, ROW = 0.93, 15.0
"""Strength below which, and length in glyph heights up to which, a piece that does not end on others at both ends is a
row of strokes among unbroken rules: the feet of the glyphs of a line reach 0.92."""

SAME_LINE, NEXT = 0.25, 2.5
"""In glyph heights: pieces of one rule lie this near to one line, and the gap between two is no longer. A dashed rule
loses a few dashes where text touches it."""


def lands(end: float, rule: Rule, others: Sequence[Rule], near: float) -> bool:
    """Whether an end of a rule is as near as this to one of the others, of the other direction."""
    return any(
        other.orientation != rule.orientation
        and abs(other.position - end) <= near
        and other.start - near <= rule.position <= other.end + near
        for other in others
    )


def reach(rule: Rule, usual: float, glyph_px: float) -> float:
    """How near a rule comes at least to those that it ends on, in pixels; ``usual``: strength of the page's rules."""
    like_glyphs = rule.length <= SHORT * glyph_px or rule.strength < GAPPED <= usual
    return (CLOSE if usual >= BROKEN and like_glyphs else TOUCH) * glyph_px


def is_beyond_end(piece: Rule, rules: Sequence[Rule], glyph_px: float) -> bool:
    """Whether a pale piece begins where a rule in its line, unbroken, ends on another, and leads to no further one: a
    line of print beside the cells that the rule parts.
    """
    near = TOUCH * glyph_px
    line = [rule for rule in rules if _is_in_line(rule, piece, glyph_px)]
    before = [rule for rule in line if abs(rule.end - piece.start) <= near]
    after = [rule for rule in line if abs(rule.start - piece.end) <= near]
    if piece.strength >= PALE or (before and after):
        return False
    ends = [(rule, rule.end) for rule in before] + [(rule, rule.start) for rule in after]
    return any(rule.strength >= BROKEN and lands(end, rule, rules, near) for rule, end in ends)


def _is_in_line(rule: Rule, other: Rule, glyph_px: float) -> bool:
    return rule.orientation == other.orientation and abs(rule.position - other.position) <= SAME_LINE * glyph_px


def left_open(rules: Sequence[Rule], glyph_px: float) -> float:
    """The share of the rules' ends that lie on no other, and behind which none goes on in the same line: print that
    leans on a rule in a tight row parts it.
    """
    near = TOUCH * glyph_px
    ends = [
        not lands(end, rule, rules, near) and not _goes_on(rule, forward, rules, glyph_px)
        for rule in rules
        for end, forward in ((rule.start, False), (rule.end, True))
    ]
    return sum(ends) / len(ends) if ends else 0.0


def _goes_on(rule: Rule, forward: bool, others: Sequence[Rule], glyph_px: float) -> bool:
    line = (other for other in others if _is_in_line(other, rule, glyph_px))
    gaps = (other.start - rule.end if forward else rule.start - other.end for other in line)
    return any(0 <= gap <= ROW * glyph_px for gap in gaps)


def are_strokes(rules: Sequence[Rule], glyph_px: float) -> bool:
    """Whether a page has no rules but rows of strokes: none is long, and none ends on another."""
    near = TOUCH * glyph_px
    return all(
        rule.length <= ROW * glyph_px and not any(lands(end, rule, rules, near) for end in (rule.start, rule.end))
        for rule in rules
    )


def without_strays(rules: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    """The rules but those that are strokes of glyphs; ``rules``, of both directions, in straightened pixels, are mostly
    unbroken, or all are strokes.
    """
    return tuple(rule for rule in rules if not _is_stray(rule, rules, glyph_px))


def _is_stray(rule: Rule, others: Sequence[Rule], glyph_px: float) -> bool:
    landed = [lands(end, rule, others, TOUCH * glyph_px) for end in (rule.start, rule.end)]
    if rule.length <= STRAY * glyph_px and not any(landed):
        return True
    if rule.strength >= BROKEN or rule.length > ROW * glyph_px or all(landed):
        return False
    return not all(lands(end, rule, others, TOUCH * glyph_px) for end in _stretch(rule, others, glyph_px))


def _stretch(rule: Rule, others: Sequence[Rule], glyph_px: float) -> tuple[float, float]:
    """From where to where the pieces reach that go on from a rule in its line, itself among them."""
    line = [other for other in others if _is_in_line(other, rule, glyph_px)]
    start, end, near = rule.start, rule.end, NEXT * glyph_px
    for other in sorted(line, key=lambda piece: piece.start):
        if other.start - end <= near:
            end = max(end, other.end)
    for other in sorted(line, key=lambda piece: -piece.end):
        if start - other.end <= near:
            start = min(start, other.start)
    return start, end
