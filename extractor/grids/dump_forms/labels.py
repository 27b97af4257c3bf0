"""Labels of merged cells that a dump writes where they stand on the page: beside the middle of their rows.

Some producers write a merged cell's label before its rows, some at its height, which is the middle of them. A
label taken out of the text leaves rows that read as usual; which of them it labels is decided afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.grids.dump_forms.text import Run
from models.dump import folded
from models.form import Listing

_WEIGHT = re.compile(r"\(([\d.]+)分?\)$")
_IN_BRACKETS = re.compile(r"\(.*")  # a weight, perhaps cut off
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_LONGEST_LABEL_RUNS = 8  # a side label set one or two characters a line


@dataclass(frozen=True, slots=True)
class Label:
    """A word of a carried column as printed: ``at`` is the number of runs before it that are no such label.

    ``weight`` is the number in brackets after it; ``alone``: no other cell stands on its lines.
    """

    column: int
    word: str
    weight: str | None
    runs: tuple[Run, ...]
    at: int
    alone: bool


def names_of(listing: Listing) -> frozenset[str]:
    """The names that the listing's own column is known to print: one may begin with a label's word."""
    columns = (column for column in listing.columns if not column.words)
    return frozenset(folded(name) for column in columns for under in column.under.values() for name in under)


def without_labels(runs: Sequence[Run], labels: Iterable[str], names: Collection[str] = ()) -> list[Run]:
    """The runs without those that are one of ``labels``, in one run or wrapped, each part at the start of a line.

    What is the beginning of one of ``names`` stays.
    """
    words = {folded(label) for label in labels}
    kept: list[Run] = []
    at = 0
    while at < len(runs):
        texts = {end: "".join(run.key for run in runs[at:end]) for end in _ends(runs, at, words.union(names))}
        end = next((end for end, text in texts.items() if text in words), None)
        named = any(text in names for text in texts.values())
        if end is None or named or (end > at + 1 and not _begins_lines(runs, at, end)):
            kept.append(runs[at])
            at += 1
        else:
            at = end
    return kept


def without_page_numbers(runs: Sequence[Run]) -> list[Run]:
    """The runs without bare numbers that are a block of their own: a row's numbers stand on its line."""
    blocks = [list(block) for _, block in groupby(runs, key=lambda run: run.block)]
    return [run for block in blocks for run in block if len(block) > 1 or not _PAGE_NUMBER.fullmatch(run.key)]


def labels_of(runs: Sequence[Run], listing: Listing) -> tuple[list[Label], list[Run]]:
    """The words of the listing's carried columns that begin a line of the dump, and the runs that are left."""
    columns = [i for i, column in enumerate(listing.columns) if column.carried and column.words]
    words = {(column, folded(word)) for column in columns for word in listing.columns[column].words}
    labels: list[Label] = []
    rest: list[Run] = []
    at = 0
    while at < len(runs):
        label = _label(runs, at, words, len(rest), listing) if _begins_line(runs, at, labels) else None
        if label is None:
            rest.append(runs[at])
            at += 1
        else:
            labels.append(label)
            at += len(label.runs)
    return labels, rest


def weight_in(text: str) -> str | None:
    """The number in brackets that a label ends with."""
    found = _WEIGHT.search(text)
    return found.group(1) if found else None


def stand_in_the_middle(labels: Sequence[Label], listing: Listing) -> bool:
    """Whether labels come after rows of theirs: after the first row, or after a label that stands under them."""
    if labels and labels[0].at:
        return True
    inner = listing.columns[1]
    seen: set[str] = set()
    below: set[str] = set()
    for label in labels:
        if label.column == 0:
            if label.word in below and label.word not in seen:
                return True
            seen.add(label.word)
            below.clear()
        else:
            below |= set(inner.above(label.word))
    return False


def _label(
    runs: Sequence[Run], at: int, words: Collection[tuple[int, str]], before: int, listing: Listing
) -> Label | None:
    """The longest label that starts here, if no name does: a longer one may begin with a shorter one's words."""
    found: Label | None = None
    names = names_of(listing)
    for end in _ends(runs, at, {word for _, word in words} | names):
        text = "".join(run.key for run in runs[at:end])
        if text in names:
            return None
        weight = _WEIGHT.search(text)
        for column in {column for column, _ in words}:
            bracketed = weight is not None and listing.columns[column].weight_path is not None
            bare = text[: weight.start()] if weight and bracketed else text
            if (column, bare) in words and (bracketed or listing.columns[column].weight_path is None):
                number = weight.group(1) if weight and bracketed else None
                alone = _has_lines_to_itself(runs, at, end)
                found = Label(column, bare, number, tuple(runs[at:end]), before, alone)
    return found


def _ends(runs: Sequence[Run], at: int, words: Collection[str]) -> Iterator[int]:
    """Where a label that starts here may end: with its run, or wrapped, in a dump without columns.

    Some producers leave a blank line wherever a cell is wrapped, so a word that has begun may go on after one.
    """
    for end in range(at + 1, min(len(runs), at + _LONGEST_LABEL_RUNS) + 1):
        if end > at + 1:
            begun = _IN_BRACKETS.sub("", "".join(run.key for run in runs[at : end - 1]))
            beyond = runs[end - 1].block != runs[end - 2].block
            if runs[end - 1].slot is not None or (beyond and not any(word.startswith(begun) for word in words)):
                return
        yield end


def _begins_line(runs: Sequence[Run], at: int, labels: Sequence[Label]) -> bool:
    """At the start of a line, or right after another label."""
    if at == 0 or _row(runs[at]) != _row(runs[at - 1]):
        return True
    return bool(labels) and labels[-1].runs[-1] is runs[at - 1]


def _begins_lines(runs: Sequence[Run], at: int, end: int) -> bool:
    return all(i == 0 or _row(runs[i - 1]) != _row(runs[i]) for i in range(at, end))


def _has_lines_to_itself(runs: Sequence[Run], at: int, end: int) -> bool:
    starts = at == 0 or _row(runs[at - 1]) != _row(runs[at])
    return starts and (end == len(runs) or _row(runs[end]) != _row(runs[end - 1]))


def _row(run: Run) -> float:
    return run.line.box.y0
