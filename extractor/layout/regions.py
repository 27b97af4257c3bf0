"""Ruled regions: groups of rules that touch one another and enclose more than one cell."""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import Box, union_of
from models.rule import Rule

TOUCH = 0.6
"""In text heights: a scanned rule may stop this far from the one it should meet. Half a line of text, so that
two tables with even one line between them never touch."""

IN_LINE = 2.0
"""In text heights: two pieces in one line with a gap up to this between them are a worn rule. Between two tables
stands at least a line with a blank line's room above or below it."""

TELLING = 4
"""So many rules of one direction tell that one of them alone which runs on is none; of fewer, each counts."""

LEVEL = 1.0
"""In text heights: a rule beside a table that begins and ends with it or one of its rows, this nearly, is its side."""

MOST_OF_IT = 0.5
"""Share of a table's height that such a side has at least: heads printed again stand over the rest of its columns."""

WIDEST_LABEL = 15.0
"""In text heights: the column between such a side and the rest of its table holds one merged label, so is no wider."""

FEWEST_RULES = 5
"""A frame around a seal or a single cell has four; a table of two cells has five."""


def rule_box(rule: Rule) -> Box:
    """The box of a rule without its thickness."""
    if rule.orientation == "horizontal":
        return Box(rule.start, rule.position, rule.end, rule.position)
    return Box(rule.position, rule.start, rule.position, rule.end)


def ruled_regions(rules: Sequence[Rule], text_height: float) -> tuple[tuple[Box, tuple[Rule, ...]], ...]:
    """The regions from top to bottom, each as its box and its rules.

    A group of fewer than two rules each way, or of ``FEWEST_RULES`` in all, is no table. Loose groups inside a
    region belong to it: they are pieces of rules whose ends have faded. So does an upright rule beside most of it: the
    side of a column whose one cell goes on from page to page, open above and below.
    """
    groups = touching_groups(rules, TOUCH * text_height)
    tables = [group for group in groups if _is_table(group)]
    loose = [group for group in groups if not _is_table(group)]
    regions = _absorbed([(_box_of(group), group) for group in tables], loose, TOUCH * text_height)
    sides = [group[0] for group in loose if len(group) == 1 and group[0].orientation == "vertical"]
    regions = [_with_sides(box, group, sides, text_height) for box, group in regions]
    return tuple(sorted(regions, key=lambda region: (region[0].y0, region[0].x0)))


def rules_within(rules: Sequence[Rule], box: Box) -> tuple[Rule, ...]:
    """The rules whose middle lies in the box."""
    return tuple(rule for rule in rules if box.contains(*rule_box(rule).center))


def touching_groups(rules: Sequence[Rule], tolerance: float) -> list[tuple[Rule, ...]]:
    """Rules connected by crossings and touches, or in one line, ``tolerance`` in page units."""
    leader = list(range(len(rules)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    boxes = [rule_box(rule).padded(tolerance / 2) for rule in rules]
    for i, first in enumerate(rules):
        for j in range(i):
            crossing = first.orientation != rules[j].orientation and boxes[i].intersection(boxes[j])
            if crossing or _in_line(first, rules[j], tolerance):
                leader[find(i)] = find(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(find(i), []).append(rule)
    return [tuple(group) for group in groups.values()]


def _in_line(one: Rule, other: Rule, tolerance: float) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return (
        one.orientation == other.orientation
        and abs(one.position - other.position) <= tolerance / 2
        and gap <= IN_LINE / TOUCH * tolerance
    )


def _is_table(group: Sequence[Rule]) -> bool:
    """Two rules each way and one more, or a table without side borders: one upright and three across."""
    across = sum(rule.orientation == "horizontal" for rule in group)
    upright = len(group) - across
    return len(group) >= FEWEST_RULES and across >= 2 and upright >= 1


def _absorbed(
    tables: list[tuple[Box, tuple[Rule, ...]]], loose: list[tuple[Rule, ...]], tolerance: float
) -> list[tuple[Box, tuple[Rule, ...]]]:
    """Regions that overlap made one, with the loose groups that lie inside them."""
    merged: list[tuple[Box, tuple[Rule, ...]]] = []
    for box, group in sorted(tables, key=lambda region: -region[0].area):
        home = next((i for i, (other, _) in enumerate(merged) if other.contains(*box.center)), None)
        if home is None:
            merged.append((box, group))
        else:
            merged[home] = (merged[home][0].union(box), (*merged[home][1], *group))
    result = []
    for box, group in merged:
        room = box.padded(tolerance)
        inside = [rule for stray in loose for rule in stray if _within(rule_box(rule), room)]
        result.append((box, (*group, *inside)))
    return result


def _with_sides(
    box: Box, group: tuple[Rule, ...], sides: Sequence[Rule], text_height: float
) -> tuple[Box, tuple[Rule, ...]]:
    near = LEVEL * text_height
    rows = [box.y0, box.y1, *(rule.position for rule in group if rule.orientation == "horizontal")]
    for rule in sides:
        beside = max(box.x0 - rule.position, rule.position - box.x1)
        level = all(min(abs(end - y) for y in rows) <= near for end in (rule.start, rule.end))
        if level and rule.length >= MOST_OF_IT * box.height and 0 < beside <= WIDEST_LABEL * text_height:
            box, group = box.union(rule_box(rule)), (*group, rule)
    return box, group


def _within(inner: Box, outer: Box) -> bool:
    return outer.contains(inner.x0, inner.y0) and outer.contains(inner.x1, inner.y1)


def _box_of(group: Sequence[Rule]) -> Box:
    """The box out to the outermost rule across, or further where two rules that cross it run on.

    One alone that runs on is a stroke of a title's glyph in line with a column's rule, or the scratch of a scanner.
    """
    box = union_of(rule_box(rule) for rule in group)
    assert box is not None
    across = [rule for rule in group if rule.orientation == "horizontal"]
    upright = [rule for rule in group if rule.orientation == "vertical"]
    x0, x1 = _reach(across, upright, box.x0, box.x1)
    y0, y1 = _reach(upright, across, box.y0, box.y1)
    return Box(x0, y0, x1, y1)


def _reach(along: Sequence[Rule], across: Sequence[Rule], low: float, high: float) -> tuple[float, float]:
    if len(along) < TELLING or not across:
        return low, high
    starts, ends = sorted(rule.start for rule in along), sorted(rule.end for rule in along)
    first, last = min(rule.position for rule in across), max(rule.position for rule in across)
    return min(first, starts[1]), max(last, ends[-2])
