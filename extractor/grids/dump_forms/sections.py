"""The parts of a form around its listing: heads with a value, the matrix of funds, goals, the total row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.grids.dump_forms.labels import without_labels
from extractor.grids.dump_forms.text import Run, Span, Stream
from models.form import FormDefinition, Head

_ENDS = ("。", "；", ";", ".", "！")


@dataclass(frozen=True, slots=True)
class Headed:
    """A label as printed and the runs of its value, which may be none. ``path``: the definition's."""

    path: str
    label: list[Run]
    value: list[Run]


@dataclass(frozen=True, slots=True)
class Funds:
    """The matrix: its printed column heads by column, and for each printed row its label and its values."""

    column_heads: dict[int, list[Run]]
    side: list[Run]
    rows: list[tuple[list[Run], dict[int, list[Run]]]]


def heads_section(stream: Stream, within: Span, form: FormDefinition) -> list[Headed]:
    """Labels with their value to the right, in printed order. A value ends at the next label or section."""
    found: list[tuple[Span, Head | None]] = []
    for head in form.heads:
        at = _announced(stream, head, within) if head.place == "right" else None
        if at:
            found.append((at, head))
    found += [(at, None) for label in form.section_labels if (at := stream.find([label], within, whole=True))]
    found.sort(key=lambda pair: pair[0].start)
    ends = [*(at.start for at, _ in found[1:]), within.end]
    return [
        Headed(head.path, stream.cut(at), stream.cut(Span(at.end, end)))
        for (at, head), end in zip(found, ends, strict=True)
        if head is not None
    ]


def _announced(stream: Stream, head: Head, within: Span) -> Span | None:
    """The head's label with its colon; without one only from the start of a run, or it may be part of a text."""
    for label in sorted(head.labels, key=len, reverse=True):
        for mark in (":", "*:"):
            if at := stream.find([label + mark], within):
                return at
        if at := stream.find([label], within, whole=True):
            return at
    return None


def funds_section(stream: Stream, within: Span, form: FormDefinition) -> Funds:
    """The matrix in ``within``. A row's values are the runs up to the next row's label, by type and order."""
    matrix = form.matrices[0]
    labels: list[Span] = []
    at = within.start
    for row in matrix.rows:
        if found := stream.find(row.labels, Span(at, within.end), whole=True):
            labels.append(found)
            at = found.end
    heads: dict[int, list[Run]] = {}
    at = within.start
    for index, column in enumerate(matrix.columns):
        if found := stream.find(column.labels, Span(at, labels[0].start)):
            heads[index] = stream.cut(found)
            at = found.end
    sections = [span for label in form.section_labels if (span := stream.find([label], within, whole=True))]
    rows = []
    for label, following in pairwise([*labels, Span(within.end, within.end)]):
        end = min([following.start, *(span.start for span in sections if span.start >= label.end)])
        rows.append((stream.cut(label), _matrix_row(stream.cut(Span(label.end, end)), len(matrix.columns))))
    side = [
        at for at in sections if at.end <= labels[0].start and at.start >= (labels[0].start - len("项目资金（万元）"))
    ]
    return Funds(heads, stream.cut(side[-1]) if side else [], rows)


def _matrix_row(runs: Sequence[Run], columns: int) -> dict[int, list[Run]]:
    """Values in printed order. Where some are missing, tab stops say which; else the left ones are there."""
    slots = [run.slot for run in runs if run.slot is not None]
    if len(runs) < columns and len(slots) == len(runs) and runs:
        first = min(slots)
        return {slot - first: [run] for slot, run in zip(slots, runs, strict=True) if slot - first < columns}
    return {index: [run] for index, run in enumerate(runs[:columns])}


def goals_section(stream: Stream, within: Span, form: FormDefinition) -> list[Headed]:
    """Labels with their value below: first the labels, side by side, then their texts, one after the other."""
    heads = [head for head in form.heads if head.place == "below"]
    labels = [(head, found) for head in heads if (found := stream.find(head.labels, within))]
    if not labels:
        return []
    start = max(at.end for _, at in labels)
    runs = without_labels(stream.cut(Span(start, within.end)), form.section_labels)
    first, second = _two_texts(runs) if len(labels) == 2 else (runs, [])
    return [
        Headed(head.path, stream.cut(at), value) for (head, at), value in zip(labels, (first, second), strict=False)
    ]


def _two_texts(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """Two cells that stood side by side and are written one after the other.

    Best evidence first: a tab; the one full stop without a blank line after it, where texts are wrapped over blank
    lines; a blank line after a full stop; any blank line; a full stop at the end of a line or before a space. Without
    any of them it is one text.
    """
    cuts = range(1, len(runs))
    apart = [i for i in cuts if runs[i].block != runs[i - 1].block]
    ended = [i for i in cuts if runs[i - 1].key.endswith(_ENDS)]
    tabbed = [i for i in cuts if runs[i].slot is not None]
    close = [i for i in cuts if i not in apart and runs[i].line.box.y0 != runs[i - 1].line.box.y0]
    only = close if len(close) == 1 and close[0] in ended and not set(apart) <= set(ended) else []
    for chosen in (tabbed, only, [i for i in apart if i in ended], apart, ended):
        if chosen:
            return runs[: chosen[0]], runs[chosen[0] :]
    return runs, []


def total_section(stream: Stream, within: Span, form: FormDefinition) -> Headed | None:
    """The total row's label and its values, or None where the text has none."""
    if within.start == within.end:
        return None
    label, *values = stream.cut(within)
    path = form.listings[0].path
    return Headed(path, [label], values)
