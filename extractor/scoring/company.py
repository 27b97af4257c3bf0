"""What a field's neighbours say of it: what is unlike its column, or stands in a row of holes, is seldom right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.paths import role_of
from models.record import Leaf, TypedValue

SENTENCE = 8
"""Characters from which on a text is one that a column's texts end alike with: shorter ones are names."""

UNLIKE = 0.8
"""A field is of another kind than its column where so many of it are."""

BLANKS = frozenset({"", "—"})

_ENDS = re.compile(r"[。.；;！!]$")


@dataclass(frozen=True, slots=True)
class Company:
    """How a field fits in. Shares from 0 to 1; 1 where there is nothing to be compared with.

    ``row_filled``: of the other fields of its row, those that are filled where their columns usually are.
    ``row_found``: of these, those that have a place on the page. ``row_fits``: those that are of their column's kind,
    and one of its words. ``column``: of the other fields of its column, those that are filled, or blank, as it is.
    ``kind``: of those that are filled, those that are numbers, or words, as it is. ``ending``: of the long texts among
    them, those that end in a full stop, or in none, as it does. ``word``: its text is one of the words that stand in
    its column, or there are none.
    """

    row_filled: float = 1.0
    row_found: float = 1.0
    row_fits: float = 1.0
    column: float = 1.0
    kind: float = 1.0
    ending: float = 1.0
    word: float = 1.0


ALONE = Company()


@dataclass(frozen=True, slots=True)
class _Member:
    """A field of a list: what matters of it to its neighbours."""

    row: str
    column: str
    text: str
    numeric: bool
    found: bool
    known: bool

    @property
    def filled(self) -> bool:
        return self.text not in BLANKS


@dataclass(frozen=True, slots=True)
class _Usual:
    """Of a column: the share of its fields that are filled, and of these, that are numbers."""

    filled: float
    numeric: float

    @staticmethod
    def of(column: Sequence[_Member]) -> _Usual:
        return _Usual(_share(one.filled for one in column), _share(one.numeric for one in column if one.filled))

    def fits(self, member: _Member) -> bool:
        """Whether a field is of its column's kind, where nearly all others are of one."""
        return member.known and (not member.filled or abs(member.numeric - self.numeric) <= UNLIKE)


def companies(fields: Iterable[tuple[Leaf, TypedValue]], words: Mapping[str, Sequence[str]]) -> dict[str, Company]:
    """The company of every field of a record's lists, by path. ``words``: of a role, what usually stands there."""
    members = {
        leaf.path: _Member(
            row=row,
            column=(column := role_of(leaf.path)),
            text=value.clean,
            numeric=value.number is not None,
            found=leaf.place is not None,
            known=not (words.get(column) and value.clean) or value.clean in words[column],
        )
        for leaf, value in fields
        if (row := row_of(leaf.path)) is not None
    }
    rows: dict[str, list[_Member]] = defaultdict(list)
    columns: dict[str, list[_Member]] = defaultdict(list)
    for member in members.values():
        rows[member.row].append(member)
        columns[member.column].append(member)
    usual = {name: _Usual.of(column) for name, column in columns.items()}
    return {path: _company(member, rows[member.row], columns[member.column], usual) for path, member in members.items()}


def row_of(path: str) -> str | None:
    """The row of a list that a path names: ``lines[3]`` of ``lines[3].values.合计``."""
    row, dot, _ = path.partition("].")
    return f"{row}]" if dot else None


def _company(own: _Member, row: Sequence[_Member], column: Sequence[_Member], usual: Mapping[str, _Usual]) -> Company:
    beside = [one for one in row if one is not own]
    usually = [one for one in beside if usual[one.column].filled > 0]
    others = [one for one in column if one is not own]
    filled = [one for one in others if one.filled]
    long = [one for one in filled if len(one.text) >= SENTENCE]
    return Company(
        row_filled=1 - sum(usual[one.column].filled for one in usually if not one.filled) / max(1, len(usually)),
        row_found=_share(one.found for one in beside),
        row_fits=_share(usual[one.column].fits(one) for one in beside),
        column=_share(one.filled == own.filled for one in others),
        kind=_share(one.numeric == own.numeric for one in filled) if own.filled else 1.0,
        ending=_share(_stops(one) == _stops(own) for one in long) if len(own.text) >= SENTENCE else 1.0,
        word=float(own.known),
    )


def _stops(member: _Member) -> bool:
    return bool(_ENDS.search(member.text))


def _share(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found) if found else 1.0
