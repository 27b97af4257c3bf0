"""Two ledgers side by side in lines parted by spaces: whose each cell is, where blank cells leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extractor.grids.ledger_rows import Group
from extractor.grids.ledger_text import PrintedLine, is_code, is_integer, is_number, unnumbered
from models.dump import folded
from models.text import TextLine

_GAP = 3  # line numbers that may be missing at a page's edge
_PREFIX = 3  # digits of the topmost level of codes


def numbered_rows(lines: Sequence[PrintedLine], sides: int) -> Iterator[Group]:
    """Lines that bear numbers (行次): those of the right ledger go on where the left one's end."""
    expected: list[int | None] = [1, None][:sides]
    group = Group()
    for run in (run for line in lines for run in line.runs):
        key = folded(run.text)
        side = _side_of_number(int(key), expected, named=bool(group.texts)) if is_integer(key) else None
        if side is not None and not (group.line_no and not group.numbers and side == group.side):
            if group.line_no or group.numbers:
                yield group
                group = Group()
            group.line_no, group.side = [run], side
            expected[side] = int(key) + 1
        elif is_number(key):
            group.numbers.append(run)
        else:
            if group.line_no or group.numbers:
                yield group
                group = Group()
            group.texts.append(run)
    if not group.empty:
        yield group


def _side_of_number(number: int, expected: Sequence[int | None], *, named: bool) -> int | None:
    """The ledger whose next line has this number, or None where it is none."""
    for slack in range(_GAP if named else 1):
        for side, following in enumerate(expected):
            if following is not None and number == following + slack:
                return side
    left = expected[0] or 1
    # The right ledger's first number is the left's last and one: it is met beside the first line.
    if len(expected) > 1 and expected[1] is None and left > 1 and number > left:
        return 1
    return None


def paired_rows(lines: Sequence[PrintedLine], names: Sequence[Collection[str]], *, codes: bool) -> Iterator[Group]:
    """Lines of two ledgers without numbers. ``names``: the names of each side's lines, folded."""
    rows: list[list[Group]] = []
    pending = Group()
    for line in lines:
        done: list[Group] = []
        for index, run in enumerate(line.runs):
            key = folded(run.text)
            at_start = index == 0 or pending.empty or bool(pending.numbers)
            starts = codes and at_start and is_code(key) and is_integer(key)
            if starts or (not is_number(key) and (pending.numbers or _ends_left(pending, run, index, names))):
                done += [] if pending.empty else [pending]
                pending = Group()
            if starts:
                pending.code.append(run)
            elif is_number(key):
                pending.numbers.append(run)
            else:
                pending.texts.append(run)
        if pending.numbers:
            done.append(pending)
            pending = Group()
        if done:
            rows.append(done)
    if not pending.empty:
        rows.append([pending])
    _give_sides(rows, names)
    yield from (group for row in rows for group in row)


def _ends_left(pending: Group, run: TextLine, index: int, names: Sequence[Collection[str]]) -> bool:
    """A name of the left side whose amount is blank, before a name of the right one on the same line."""
    if not (index and pending.texts):
        return False
    return unnumbered(pending.name) in names[0] and any(
        name.startswith(unnumbered(folded(run.text))) for name in names[1]
    )


def _give_sides(rows: Sequence[Sequence[Group]], names: Sequence[Collection[str]]) -> None:
    for row in rows:
        if len(row) > 1:
            row[-1].side = 1
    prefixes = [{_prefix(row[end]) for row in rows if len(row) > 1} for end in (0, -1)]
    last = ["", ""]
    for row in rows:
        if len(row) == 1:
            row[0].side = _side(row[0], prefixes, names, last)
        for group in row:
            last[group.side] = _code(group) or last[group.side]


def _side(group: Group, prefixes: Sequence[set[str]], names: Sequence[Collection[str]], last: Sequence[str]) -> int:
    """Whose a lone line is: by its code's topmost level, by its name, by the code before it; else the right one's,
    for where a line stands alone the shorter ledger has ended, and that is the left one's fate in most tables.
    """
    prefix, name = _prefix(group), unnumbered(group.name)
    if prefix and (prefix in prefixes[0]) != (prefix in prefixes[1]):
        return 0 if prefix in prefixes[0] else 1
    if (name in names[0]) != (name in names[1]):
        return 0 if name in names[0] else 1
    code = _code(group)
    return 0 if code and last[1] and last[0] < code < last[1] else 1


def _code(group: Group) -> str:
    return folded(group.code[0].text) if group.code else ""


def _prefix(group: Group) -> str:
    return _code(group)[:_PREFIX]
