"""The columns of a table whose header lost its structure: what its text names, in the order of a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.grids.dump_ledgers.layout import Column, Head, Role
from extractor.grids.dump_ledgers.words import Word
from models.dump import folded
from models.fiscal import FiscalColumn, FiscalDefinition, FiscalWords

_PARTS = ("类", "款", "项")
"""Heads of the columns that hold a code's parts, one each."""


def vocabulary(words: FiscalWords, definitions: Sequence[FiscalDefinition]) -> tuple[str, ...]:
    """Every wording that may stand in a header, each once."""
    known = [*words.codes, *words.names, *words.line_numbers, *words.units, *words.column_numbers]
    known += [label for labels in words.sides.values() for label in labels]
    for definition in definitions:
        known += definition.names
        for side in definition.sides:
            known += side.labels
            known += [step for column in side.columns for wording in column.wordings for step in wording.split("/")]
    return tuple(dict.fromkeys(known))


@dataclass
class _Printed:
    """The words of a header, each of which is taken once."""

    words: Sequence[Word]
    taken: set[int] = field(default_factory=set)

    def take(self, key: str, start: int = 0) -> int | None:
        for index in range(start, len(self.words)):
            if self.words[index].key == key and index not in self.taken:
                self.taken.add(index)
                return index
        return None

    def free(self, keys: Sequence[str]) -> list[int]:
        return [i for i, word in enumerate(self.words) if i not in self.taken and word.known and word.key in keys]

    def count(self, keys: Sequence[str]) -> int:
        return sum(word.key in keys for word in self.words)


def defined_columns(words: Sequence[Word], definition: FiscalDefinition, family: FiscalWords) -> tuple[Column, ...]:
    """The definition's columns that the header names, behind the label columns that it names, side by side.

    A column whose last step is not printed is not there. Heads that are not printed have no lines.
    """
    printed = _Printed(words)
    values = [
        [(column, found) for column in side.columns if (found := _leaf(printed, column)) is not None]
        for side in definition.sides
    ]
    roles = _label_roles(printed, len(definition.sides), (*definition.names, *family.names), family)
    columns: list[Column] = []
    for number, side in enumerate(definition.sides):
        over = printed.take(_printed_label(printed, side.labels)) if side.labels else None
        top = (_head(words, over),) if over is not None else ()
        columns += [Column(role, number, (*top, *heads)) for role, heads in roles[number]]
        groups: dict[tuple[str, ...], Head] = {}
        for column, (leaf, steps) in values[number]:
            path = tuple(_group(printed, groups, steps[: depth + 1]) for depth in range(len(steps) - 1))
            role: Role = "text" if column.kind == "text" else "amount"
            columns.append(Column(role, number, (*top, *path, _head(words, leaf)), column.key))
    return tuple(columns)


def _leaf(printed: _Printed, column: FiscalColumn) -> tuple[int, tuple[str, ...]] | None:
    """The word that is the column's last step, and the column's steps in that wording."""
    for wording in column.wordings:
        steps = tuple(map(folded, wording.split("/")))
        found = printed.take(steps[-1])
        if found is not None:
            return found, steps
    return None


def _group(printed: _Printed, groups: dict[tuple[str, ...], Head], steps: tuple[str, ...]) -> Head:
    """The head that spans the columns under these steps: the same for all of them."""
    if steps not in groups:
        found = printed.take(steps[-1])
        groups[steps] = _head(printed.words, found) if found is not None else Head(-1 - len(groups))
    return groups[steps]


def _head(words: Sequence[Word], index: int) -> Head:
    return Head(index, words[index].lines)


def _printed_label(printed: _Printed, labels: Sequence[str]) -> str:
    return next((key for key in map(folded, labels) if printed.count([key])), folded(labels[0]))


def _label_roles(
    printed: _Printed, sides: int, names: Sequence[str], family: FiscalWords
) -> list[list[tuple[Role, tuple[Head, ...]]]]:
    """The label columns of each side in printed order, each with its heads. Lines are named even where no head says so.

    项目 over the codes and names of lines spans them, and the head of codes spans the columns of their parts.
    """
    wordings: Mapping[Role, Sequence[str]] = {
        "unit": [key for key in map(folded, family.units) if key not in set(map(folded, names))],
        "code": [key for key in map(folded, family.codes) if key not in _PARTS],
        "name": [folded(word) for word in names],
        "line_no": [folded(word) for word in family.line_numbers],
    }
    found: dict[Role, list[int]] = {role: printed.free(keys) for role, keys in wordings.items()}
    parts = printed.free(_PARTS) if found["code"] else []
    spanning: list[int] = []
    if found["code"] and len(found["name"]) > sides:
        spanning = found["name"][: len(found["name"]) - sides]
        found["name"] = found["name"][len(spanning) :]
    return [list(_side_roles(printed.words, found, (spanning, parts), side, sides)) for side in range(sides)]


def _side_roles(
    words: Sequence[Word],
    found: Mapping[Role, Sequence[int]],
    more: tuple[Sequence[int], Sequence[int]],
    side: int,
    sides: int,
) -> Iterator[tuple[Role, tuple[Head, ...]]]:
    spanning, parts = more
    mine: dict[Role, int] = {}
    for role, indices in found.items():
        share = len(indices) // sides if sides > 1 else min(len(indices), 1)
        if share:
            mine[role] = indices[side * share]
    over = (_head(words, spanning[side]),) if side < len(spanning) else ()
    # Units come before codes, codes before names; a line's number stands where its head does.
    roles: list[Role] = [role for role in ("unit", "code", "name") if role in mine or role == "name"]
    if "line_no" in mine:
        roles.insert(0 if mine["line_no"] < mine.get("name", -1) else len(roles), "line_no")
    share = len(parts) // sides
    for role in roles:
        heads = (_head(words, mine[role]),) if role in mine else ()
        if role in ("code", "name"):
            heads = (*over, *heads)
        if role == "code" and share > 1:
            yield from ((role, (*heads, _head(words, part))) for part in parts[side * share : (side + 1) * share])
        else:
            yield role, heads
