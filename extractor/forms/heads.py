"""Heads of a form: labels with one value each, in cells or as free lines above the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractor.forms.anchors import find_anchors, tail_of
from extractor.forms.labels import is_label, key_of, similarity
from extractor.forms.sheet import Finding, Row, cells_of, place_of, place_of_lines, squeezed
from extractor.forms.strip import Strip, split_at_gaps
from models.form import Head
from models.geometry import Box
from models.grid import Cell
from models.record import Place
from models.text import TextLine

# Wider than any space inside a name, in line heights: what stands beyond it is another head's.
_GAP_HEIGHTS = 1.5
# A wrapped piece stands within this many line heights of the middle of its head's line: three lines' worth.
_REACH_HEIGHTS = 1.7
# Two pieces on one line of print: their middles are no further apart than this share of a line height.
_SAME_LINE_HEIGHTS = 0.5
# A label with no cell for its value but itself is a label to this likeness and more.
_LOOSE_LABEL = 0.8


@dataclass(frozen=True, slots=True)
class _Spot:
    """A label on the page plane: where it stands, and what of its value stands on the same line."""

    head: Head
    label: str
    page: int
    box: Box
    value: tuple[TextLine, ...]


def heads_in_captions(captions: Sequence[tuple[int, TextLine]], heads: Sequence[Head]) -> dict[str, Finding]:
    """Heads among free lines, titles left out: they are nobody's value."""
    found: dict[str, Finding] = {}
    for page, group in groupby(captions, key=lambda pair: pair[0]):
        lines = [line for _, line in group]
        if any(line.engine == "plain_text" for line in lines):
            findings = _in_sequence(page, lines, heads)
        else:
            findings = _on_plane(page, lines, heads)
        found |= {path: finding for path, finding in findings.items() if path not in found}
    return found


def heads_in_cells(rows: Sequence[Row], heads: Sequence[Head], known: Sequence[str]) -> dict[str, Finding]:
    """Heads in cells: a label with its value to the right, or label and value in one cell."""
    found: dict[str, Finding] = {}
    for row, cell in cells_of(rows):
        for path, finding in _in_cell(row, cell, heads, known).items():
            if path not in found or (finding.lines and not found[path].lines):
                found[path] = finding
    return found


def _in_cell(row: Row, cell: Cell, heads: Sequence[Head], known: Sequence[str]) -> Mapping[str, Finding]:
    strip = Strip.of(cell.lines)
    if not strip.text:
        return {}
    whole = _whole_label(strip.text, heads)
    if whole is not None:
        return {whole.path: _beside(row, cell, known)}
    among = _label_among(cell.lines, heads)
    if among is not None:
        head, line = among
        finding = _beside(row, cell, known)
        return {head.path: Finding(_level_with(line, finding.lines), finding.place, squeezed(line.text))}
    anchors = find_anchors(strip.text, heads)
    if not anchors or anchors[0].start > 0:
        return {}
    if len(anchors) > 1:
        return {
            path: _in_table(finding, row, cell) for path, finding in _on_plane(cell.page, cell.lines, heads).items()
        }
    lines = strip.cut(anchors[0].end, len(strip.text))
    place = place_of_lines(cell.page, lines, row.table, cell) if lines else place_of(row.table, cell)
    return {anchors[0].head.path: Finding(lines, place, anchors[0].label)}


def _in_table(finding: Finding, row: Row, cell: Cell) -> Finding:
    place = finding.place
    placed = Place(place.page, place.box, row.table, cell.row, cell.col) if place else place_of(row.table, cell)
    return Finding(finding.lines, placed, finding.label)


def _whole_label(text: str, heads: Sequence[Head]) -> Head | None:
    ranked = [(max(similarity(text, label) for label in head.labels), head) for head in heads]
    best, head = max(ranked, key=lambda pair: pair[0])
    return head if best >= _LOOSE_LABEL else None


def _label_among(lines: Sequence[TextLine], heads: Sequence[Head]) -> tuple[Head, TextLine] | None:
    """The head whose label is one line of a cell, among print that is no label: half a title, a speck."""
    found = [
        (head, line) for line in lines for head in heads if any(similarity(line.text, it) == 1 for it in head.labels)
    ]
    return found[0] if len(found) == 1 else None


def _level_with(label: TextLine, lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Of the cell beside, the lines from the label's line down: what stands above it goes on above the label."""
    top = label.box.y0 - _SAME_LINE_HEIGHTS * label.box.height
    return tuple(line for line in lines if line.box.center[1] > top) or lines


def _beside(row: Row, cell: Cell, known: Sequence[str]) -> Finding:
    """The cell to the right, unless it is a label itself: then the value was left out."""
    label = squeezed(cell.text)
    value = row.after(cell)
    if value is None or (key_of(value.text) and is_label(value.text, known)):
        return Finding(label=label, place=place_of(row.table, cell))
    return Finding(value.lines, place_of(row.table, value), label)


def heads_below(rows: Sequence[Row], heads: Sequence[Head], end: Iterable[str]) -> dict[str, Finding]:
    """Heads whose values stand in the cells below, down to a row that has a label of ``end``."""
    ends = tuple(end)
    found: dict[str, Finding] = {}
    for index, row in enumerate(rows):
        for head in heads:
            cell = next((cell for cell in row.cells if is_label(cell.text, head.labels)), None)
            if cell is None or head.path in found:
                continue
            values = _below(rows[index + 1 :], cell, ends)
            if values:
                lines = tuple(line for _, value in values for line in value.lines)
                place = place_of(values[0][0].table, values[0][1])
                found[head.path] = Finding(lines, place, squeezed(cell.text))
    return found


def _below(rows: Sequence[Row], label: Cell, ends: Sequence[str]) -> list[tuple[Row, Cell]]:
    values: list[tuple[Row, Cell]] = []
    for row in rows:
        if any(is_label(cell.text, ends) for cell in row.cells):
            break
        values += [
            (row, cell)
            for cell in row.within(label.cols)
            if all((r.table, c.row, c.col) != (row.table, cell.row, cell.col) for r, c in values)
        ]
    return values


def _in_sequence(page: int, lines: Sequence[TextLine], heads: Sequence[Head]) -> dict[str, Finding]:
    """Text without geometry: from each label's colon to the next label."""
    strip = Strip.of(lines)
    anchors = find_anchors(strip.text, heads)
    stops = [*(anchor.start for anchor in anchors), len(strip.text)][1:]
    found: dict[str, Finding] = {}
    for anchor, stop in zip(anchors, stops, strict=True):
        value = strip.cut(anchor.end, stop)
        place = place_of_lines(page, value or strip.cut(anchor.start, anchor.end))
        found.setdefault(anchor.head.path, Finding(value, place, anchor.label))
    return found


def _on_plane(page: int, lines: Sequence[TextLine], heads: Sequence[Head]) -> dict[str, Finding]:
    """Text with geometry, where both labels and values may be wrapped inside columns that no rule parts."""
    pieces = [piece for line in lines for piece in _pieces(line, heads)]
    spots, loose = _spots(page, _detached(pieces, heads), heads)
    values: dict[str, list[TextLine]] = {spot.head.path: list(spot.value) for spot in spots}
    for piece in loose:
        owner = _owner(piece, spots)
        if owner is not None:
            values[owner.head.path].append(piece)
    return {spot.head.path: _placed(spot, values[spot.head.path]) for spot in reversed(spots)}


def _placed(spot: _Spot, values: Sequence[TextLine]) -> Finding:
    ordered = _reading_order(values)
    place = place_of_lines(spot.page, ordered) if ordered else Place(spot.page, spot.box)
    return Finding(ordered, place, spot.label)


def _pieces(line: TextLine, heads: Sequence[Head]) -> tuple[TextLine, ...]:
    """The line, cut at wide gaps and before each label."""
    pieces: list[TextLine] = []
    for part in split_at_gaps(line, _GAP_HEIGHTS):
        strip = Strip.of((part,))
        starts = [anchor.start for anchor in find_anchors(strip.text, heads) if anchor.start]
        bounds = [0, *starts, len(strip.text)]
        pieces += [piece for a, b in pairwise(bounds) for piece in strip.cut(a, b)]
    return tuple(pieces)


def _detached(pieces: Sequence[TextLine], heads: Sequence[Head]) -> list[TextLine]:
    """The upper part of a wrapped label (绩效自评 over 年度：) cut off from the value that it was read with."""
    result = list(pieces)
    for piece in pieces:
        tail = tail_of(Strip.of((piece,)).text, heads)
        if tail is None:
            continue
        _, before, _ = tail
        for other in tuple(result):
            strip = Strip.of((other,))
            if len(strip.text) > len(before) and strip.text.endswith(before) and other is not piece:
                cut = len(strip.text) - len(before)
                upper = strip.cut(cut, len(strip.text))
                if _stands_over(upper[0], piece):
                    place = result.index(other)
                    result[place : place + 1] = [*strip.cut(0, cut), *upper]
    return result


def _stands_over(upper: TextLine, lower: TextLine) -> bool:
    """Two lines of one wrapped label: the one right above the other."""
    step = lower.box.center[1] - upper.box.center[1]
    near = 0 < step <= 2 * max(lower.box.height, upper.box.height)
    return near and min(lower.box.x1, upper.box.x1) > max(lower.box.x0, upper.box.x0)


def _spots(page: int, pieces: Sequence[TextLine], heads: Sequence[Head]) -> tuple[list[_Spot], list[TextLine]]:
    """The labels, wrapped ones put together, and the pieces that are none."""
    spots: list[_Spot] = []
    loose = list(pieces)
    for piece in pieces:
        strip = Strip.of((piece,))
        joined = _wrapped(piece, strip, loose, heads)
        if joined is not None:
            head, upper, length = joined
            loose = [other for other in loose if other is not upper and other is not piece]
            box = upper.box.union(strip.cut(0, length)[0].box)
            spots.append(_Spot(head, upper.text + strip.text[:length], page, box, strip.cut(length, len(strip.text))))
            continue
        anchors = find_anchors(strip.text, heads)
        if anchors and anchors[0].start == 0:
            anchor = anchors[0]
            loose = [other for other in loose if other is not piece]
            box = strip.cut(0, anchor.end)[0].box
            spots.append(_Spot(anchor.head, anchor.label, page, box, strip.cut(anchor.end, len(strip.text))))
    return spots, loose


def _wrapped(
    piece: TextLine, strip: Strip, loose: Sequence[TextLine], heads: Sequence[Head]
) -> tuple[Head, TextLine, int] | None:
    """For the lower part of a wrapped label: its head, the upper part, and how many characters are label here."""
    tail = tail_of(strip.text, heads)
    if tail is None:
        return None
    head, before, here = tail
    for other in loose:
        if _stands_over(other, piece) and similarity(other.text, before) >= _LOOSE_LABEL:
            return head, other, len(here)
    return None


def _owner(piece: TextLine, spots: Sequence[_Spot]) -> _Spot | None:
    """The label that a loose piece belongs to: on the nearest line of labels, the last one that begins left of it."""
    x0, y = piece.box.x0, piece.box.center[1]
    reach = _REACH_HEIGHTS * piece.box.height
    near = [spot for spot in spots if abs(spot.box.center[1] - y) <= reach]
    if not near:
        return None
    line = min((spot.box.center[1] for spot in near), key=lambda center: abs(center - y))
    # Labels of one line, wrapped or not, share a middle.
    same = [s for s in near if abs(s.box.center[1] - line) <= _SAME_LINE_HEIGHTS * piece.box.height]
    left = [spot for spot in same if spot.box.x0 <= x0 + _SAME_LINE_HEIGHTS * piece.box.height]
    return max(left, key=lambda spot: spot.box.x0, default=None)


def _reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """From the top, and from the left on one line of print."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.center[1]):
        if rows and line.box.center[1] - rows[-1][0].box.center[1] <= _SAME_LINE_HEIGHTS * line.box.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: line.box.x0))
