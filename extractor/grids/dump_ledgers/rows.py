"""The rows of one ledger whose cells are parted by spaces: a name wraps over lines, blank cells leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extractor.grids.dump_ledgers.text import PrintedLine, is_code, is_integer, is_number, starts_numbered, unnumbered
from models.dump import folded
from models.text import TextLine

_PART = 2  # digits of a code's second and third part, where 类, 款 and 项 have a column each
_GAP = 3  # numbers of lines that may be missing at a page's edge


@dataclass(frozen=True, slots=True)
class Shape:
    """What lines of a ledger begin with: ``code_parts`` columns of a code, and a number (序号) where ``counted``.

    ``width``: how many columns of numbers there are.
    """

    width: int
    code_parts: int = 0
    counted: bool = False


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
    def key(self) -> str:
        """Its code without the gaps between its parts; empty where it has none."""
        return "".join(folded(text.text) for text in self.code)

    @property
    def begun(self) -> bool:
        """Whether it has what a line begins with."""
        return bool(self.code or self.line_no)

    @property
    def runs(self) -> list[TextLine]:
        return [*self.code, *self.texts, *self.line_no, *self.numbers]


def is_code_part(group: Group, key: str, parts: int) -> bool:
    """Whether ``key`` is the next part of the code that the group begins with. ``key`` is folded."""
    if group.texts or group.numbers or len(group.code) >= parts:
        return False
    return is_integer(key) and len(key) == _PART if group.code else is_code(key)


def single_rows(lines: Sequence[PrintedLine], shape: Shape, known: Collection[str]) -> list[Group]:
    """The rows of a table of one ledger. ``known``: names of lines, folded."""
    rows: list[Group] = []
    current: Group | None = None
    expected = 1
    for line in lines:
        part = _lexed(line, shape, expected)
        expected = int(folded(part.line_no[0].text)) + 1 if part.line_no else expected
        if not part.begun and not part.texts and current is None and _has_room(rows, part, shape):
            rows[-1].numbers += part.numbers
            continue
        if current is None:
            current = part
        elif part.begun:
            ends = _ends_above(current, part, rows, known)
            if ends is None:
                rows.append(current)
            else:
                rows[-1:] = [replace(row, texts=[*row.texts, *current.texts[:ends]]) for row in rows[-1:]]
                part.texts = [*current.texts[ends:], *part.texts]
            current = part
        elif part.texts and _is_whole(current, part, known):
            rows.append(current)
            current = part
        else:
            current.texts += part.texts
            current.numbers += part.numbers
        if current.numbers:
            rows.append(current)
            current = None
    return [*rows, *([current] if current is not None else [])]


def _has_room(rows: Sequence[Group], part: Group, shape: Shape) -> bool:
    """Whether numbers alone on a line are the rest of the row above."""
    return bool(rows) and len(rows[-1].numbers) + len(part.numbers) <= shape.width


def _is_whole(current: Group, part: Group, known: Collection[str]) -> bool:
    """Whether texts without a code are a line of their own, whose amounts are blank, before those of another."""
    if current.begun:
        return False
    return starts_numbered(part.texts[0]) or (unnumbered(current.name) in known and unnumbered(part.name) in known)


def _ends_above(current: Group, following: Group, rows: Sequence[Group], known: Collection[str]) -> int | None:
    """How many of the texts between two rows end the name above; the others start the one below.

    None where they are a row without amounts.
    """
    if current.begun or unnumbered(current.name) in known or (not rows and following.texts):
        return None
    if not rows:
        return 0
    return len(current.texts) if following.texts else _shared(rows[-1], current.texts, known)


def _lexed(line: PrintedLine, shape: Shape, expected: int) -> Group:
    """The line's code or number, its texts, and the numbers at its end."""
    group = Group()
    runs = list(line.runs)
    if shape.counted and runs and is_integer(key := folded(runs[0].text)) and 0 <= int(key) - expected < _GAP:
        group.line_no.append(runs.pop(0))
    while runs and is_code_part(group, folded(runs[0].text), shape.code_parts):
        group.code.append(runs.pop(0))
    last = len(runs)
    while last and is_number(folded(runs[last - 1].text)):
        last -= 1
    group.texts, group.numbers = runs[:last], runs[last:]
    return group


def _shared(above: Group, pending: Sequence[TextLine], known: Collection[str]) -> int:
    """How many of the texts end the name above, where codes stand in the middle of wrapped names."""
    if not above.texts:
        return 0
    keys = [folded(text.text) for text in pending]
    for count in range(len(keys), 0, -1):
        if unnumbered(above.name + "".join(keys[:count])) in known:
            return count
    code_y = above.code[0].box.y0 if above.code else above.texts[0].box.y0
    lines_above = sum(text.box.y0 < code_y for text in above.texts)
    # A code stands beside the middle of its name: as many lines of it above as below.
    return min(lines_above, len(keys) - 1)
