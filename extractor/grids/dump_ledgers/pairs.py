"""Two ledgers side by side in lines parted by spaces: whose each cell is, where blank cells leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extractor.grids.dump_ledgers.rows import Group, is_code_part
from extractor.grids.dump_ledgers.text import PrintedLine, is_integer, is_number, starts_numbered, unnumbered
from models.dump import folded
from models.text import TextLine

_GAP = 3  # line numbers that may be missing at a page's edge
_PREFIX = 3  # digits of the topmost level of codes

Names = Sequence[Collection[str]]
"""The names of each side's lines, folded."""


def numbered_rows(lines: Sequence[PrintedLine], sides: int) -> Iterator[Group]:
    """Lines that bear numbers (行次): those of the right ledger go on where the left one's end."""
    expected: list[int | None] = [1, None][:sides]
    group = Group()
    for run in (run for line in lines for run in line.runs):
        key = folded(run.text)
        side = _side_of_number(int(key), expected, named=bool(group.texts)) if is_integer(key) else None
        if side is not None:
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
    if group.runs:
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


def paired_rows(lines: Sequence[PrintedLine], names: Names, code_parts: int) -> list[Group]:
    """Lines of two ledgers without numbers, each with its side."""
    groups = [Group()]
    for run, index in ((run, index) for line in lines for index, run in enumerate(line.runs)):
        last, key = groups[-1], folded(run.text)
        if is_code_part(last, key, code_parts):
            last.code.append(run)
        elif is_code_part(Group(), key, code_parts) and (index == 0 or last.numbers or (last.code and last.texts)):
            groups.append(Group(code=[run]))
        elif is_number(key):
            last.numbers.append(run)
        elif last.numbers or _starts_line(last, run, names):
            groups.append(Group(texts=[run]))
        else:
            last.texts.append(run)
    found = [group for group in groups if group.runs]
    _give_sides(_by_rows(found), names)
    return found


def _starts_line(last: Group, run: TextLine, names: Names) -> bool:
    """Whether a text starts a line of its own after a name whose amounts are blank."""
    if not last.texts:
        return False
    if starts_numbered(run) or (last.code and any(folded(run.text) in side for side in names)):
        return True
    name, key = unnumbered(last.name), unnumbered(folded(run.text))
    known = [one for side in names for one in side]
    return name in known and any(one.startswith(key) for one in known) and name + key not in known


def _by_rows(groups: Sequence[Group]) -> list[list[Group]]:
    """Groups that stand beside one another: each starts no lower than the one before it ends."""
    rows: list[list[Group]] = []
    for group in groups:
        if rows and min(run.box.y0 for run in group.runs) <= max(run.box.y0 for run in rows[-1][-1].runs):
            rows[-1].append(group)
        else:
            rows.append([group])
    return rows


def _give_sides(rows: Sequence[Sequence[Group]], names: Names) -> None:
    for row in rows:
        if len(row) > 1:
            row[-1].side = 1
    prefixes = [{_prefix(row[end]) for row in rows if len(row) > 1} for end in (0, -1)]
    last = ["", ""]
    for row in rows:
        if len(row) == 1:
            row[0].side = _side(row[0], prefixes, names, last)
        for group in row:
            last[group.side] = group.key or last[group.side]


def _side(group: Group, prefixes: Sequence[set[str]], names: Names, last: Sequence[str]) -> int:
    """Whose a lone line is: by its code's topmost level, by its name, by the code before it; else the right one's,
    for where a line stands alone the shorter ledger has ended, and that is the left one's fate in most tables.
    """
    prefix, name = _prefix(group), unnumbered(group.name)
    if prefix and (prefix in prefixes[0]) != (prefix in prefixes[1]):
        return 0 if prefix in prefixes[0] else 1
    if (name in names[0]) != (name in names[1]):
        return 0 if name in names[0] else 1
    return 0 if group.key and last[1] and last[0] < group.key < last[1] else 1


def _prefix(group: Group) -> str:
    return group.key[:_PREFIX]
