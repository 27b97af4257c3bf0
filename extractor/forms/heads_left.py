"""Heads whose labels could not be read: a code and a year show what they are, a garbled label is the likest left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.forms.labels import is_label, likeness
from extractor.forms.sheet import Finding, Row, cells_of, finding_in, squeezed
from models.form import Head
from models.grid import Cell
from models.record import ValueKind

# Nothing else above the funds is so many digits, or is a year and no more.
_LOOKS: Mapping[ValueKind, re.Pattern[str]] = {
    "code": re.compile(r"[0-9OolI]{15,}"),
    "date": re.compile(r"(?:19|20)\d\d年?度?"),
}
# Among cells that are nothing else yet, half a label's characters make it the likest.
_GARBLED_LIKENESS = 0.5


def heads_left(
    rows: Sequence[Row], heads: Sequence[Head], found: Mapping[str, Finding], known: Sequence[str]
) -> dict[str, Finding]:
    """Findings for heads that have no value yet, in cells that no other head and no label of the form claims."""
    result: dict[str, Finding] = {}
    claimed = {(it.place.table, it.place.row, it.place.col) for it in found.values() if it.place and it.lines}
    for head in heads:
        if head.path in found and found[head.path].lines:
            continue
        free = [(row, cell) for row, cell in cells_of(rows) if (row.table, cell.row, cell.col) not in claimed]
        spot = _by_looks(free, head) or _by_garbled_label(free, head, known)
        if spot is not None and spot.place is not None:
            label = found[head.path].label if head.path in found else ""
            result[head.path] = replace(spot, label=spot.label or label)
            claimed.add((spot.place.table, spot.place.row, spot.place.col))
    return result


def _by_looks(cells: Sequence[tuple[Row, Cell]], head: Head) -> Finding | None:
    """The one cell with a line, or all its lines together, that cannot be anything else."""
    looks = _LOOKS.get(head.kind)
    if looks is None:
        return None
    fitting = [
        (row, cell)
        for row, cell in cells
        if looks.fullmatch(squeezed(cell.text)) or any(looks.fullmatch(squeezed(line.text)) for line in cell.lines)
    ]
    return finding_in(fitting[0][0], [fitting[0][1]], "") if len(fitting) == 1 else None


def _by_garbled_label(cells: Sequence[tuple[Row, Cell]], head: Head, known: Sequence[str]) -> Finding | None:
    """The value right of the cell that is most like the head's label."""
    free = {id(cell) for _, cell in cells}
    others = [label for label in known if label not in head.labels]
    ranked = sorted(
        (
            (likeness(cell.text, head.labels), -number)
            for number, (_, cell) in enumerate(cells)
            if not is_label(cell.text, others)
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _GARBLED_LIKENESS:
        return None
    row, cell = cells[-ranked[0][1]]
    value = row.after(cell)
    if value is None or id(value) not in free or is_label(value.text, known):
        return None
    return finding_in(row, [value], squeezed(cell.text)) if value.text.strip() else None
