"""The rows of one ledger whose cells are parted by spaces: a name wraps over lines, blank cells leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.grids.ledger_text import PrintedLine, is_code, is_integer, is_number, unnumbered
from models.dump import folded
from models.text import TextLine


@dataclass
class Group:
    """A line of a ledger in the making: its label cells and its numbers, in printed order."""

    code: list[TextLine] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)
    line_no: list[TextLine] = field(default_factory=list)
    numbers: list[TextLine] = field(default_factory=list)
    side: int = 0

    @property
    def name(self) -> str:
        return "".join(folded(text.text) for text in self.texts)

    @property
    def empty(self) -> bool:
        return not (self.code or self.texts or self.line_no or self.numbers)


def split_numbers(line: PrintedLine, *, codes: bool) -> tuple[list[TextLine], list[TextLine]]:
    """The runs before the numbers at the line's end, and those. A code is no number where the ledger has codes."""
    keys = line.keys
    last = len(keys)
    while last and is_number(keys[last - 1]):
        last -= 1
    if codes and last == 0 and is_code(keys[0]) and is_integer(keys[0]):
        last = 1
    return list(line.runs[:last]), list(line.runs[last:])


def single_rows(lines: Sequence[PrintedLine], width: int, known: Collection[str], *, codes: bool) -> Iterator[Group]:
    """The rows of a table of one ledger with ``width`` columns of numbers. ``known``: names of lines, folded."""
    rows: list[Group] = []
    pending: list[TextLine] = []
    for line in lines:
        labels, numbers = split_numbers(line, codes=codes)
        if codes and labels and is_code(folded(labels[0].text)) and any(is_code(folded(p.text)) for p in pending):
            rows.append(_row(pending, [], codes=codes))
            pending = []
        if not numbers:
            pending += labels
        elif labels or pending or not rows or len(rows[-1].numbers) + len(numbers) > width:
            before = _before(pending, labels, rows, known, codes=codes)
            if rows:
                rows[-1].texts += pending[: len(pending) - len(before)]
            rows.append(_row([*before, *labels], numbers, codes=codes))
            pending = []
        else:
            rows[-1].numbers += numbers
    if pending and rows:
        rows[-1].texts += pending
    yield from rows


def _row(labels: Sequence[TextLine], numbers: Sequence[TextLine], *, codes: bool) -> Group:
    group = Group(numbers=list(numbers))
    for label in labels:
        if codes and not group.code and is_code(folded(label.text)) and is_integer(folded(label.text)):
            group.code.append(label)
        else:
            group.texts.append(label)
    return group


def _before(
    pending: Sequence[TextLine],
    labels: Sequence[TextLine],
    rows: Sequence[Group],
    known: Collection[str],
    *,
    codes: bool,
) -> list[TextLine]:
    """Of text that stands between two rows, what belongs to the lower one: the rest is the end of a wrapped name.

    A row begins with its code. A row whose code stands on its line with its name needs no more; one without a
    name has it in the lines around.
    """
    if not rows or not pending:
        return list(pending)
    keys = [folded(text.text) for text in pending]
    own = [folded(text.text) for text in labels]
    if codes:
        start = next((i for i, key in enumerate(keys) if is_code(key) and is_integer(key)), None)
        if start is not None:
            return list(pending[start:])
        if own and is_code(own[0]):
            return [] if len(own) > 1 else list(pending[_shared(rows[-1], pending, known) :])
    above = rows[-1].name
    if own and above + "".join(keys) in known and "".join(own) in known:
        return []
    return list(pending)


def _shared(above: Group, pending: Sequence[TextLine], known: Collection[str]) -> int:
    """How many of the texts end the name above, where codes stand in the middle of wrapped names."""
    if not above.texts:
        return len(pending) - 1
    keys = [folded(text.text) for text in pending]
    for count in range(len(keys), 0, -1):
        if unnumbered(above.name + "".join(keys[:count])) in known:
            return count
    code_y = above.code[0].box.y0 if above.code else above.texts[0].box.y0
    lines_above = sum(text.box.y0 < code_y for text in above.texts)
    # A code stands beside the middle of its name: as many lines of it above as below.
    return min(lines_above, len(keys) - 1) if len(keys) > 1 else 0
