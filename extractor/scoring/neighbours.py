"""The fields of a record's lists, and what is counted of them once: by column, by row and of all together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.scoring.sequence import in_sequence
from extractor.scoring.wording import Wording, wordings

SENTENCE = 8
"""Characters from which on a text is one that a column's texts end alike with: shorter ones are names."""

UNLIKE = 0.8
"""A field is of another kind than its column where so many of it are."""

LINE_NAME = "lines.name"
"""The column of a table of lines and amounts that names its lines."""

_ENDS = re.compile(r"[。.；;！!]$")


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a list: what matters of it to its neighbours."""

    path: str
    row: str
    column: str
    text: str
    numeric: bool
    found: bool
    known: bool
    zero: bool
    mixed: bool
    counting: bool
    ordinal: int | None
    decimals: int | None
    filled: bool

    @property
    def long(self) -> bool:
        return len(self.text) >= SENTENCE

    @property
    def stops(self) -> bool:
        return bool(_ENDS.search(self.text))


@dataclass(frozen=True, slots=True)
class Column:
    """How many fields a column has, how many are filled, numbers, long, how many of the long ones end in a stop,
    and how many are texts with an amount in them.

    Counted once: a table may have thousands of rows, and each is compared with all others.
    """

    fields: int
    filled: int
    numeric: int
    long: int
    stops: int
    mixed: int

    @staticmethod
    def of(members: Sequence[Member]) -> Column:
        filled = [one for one in members if one.filled]
        long = [one for one in filled if one.long]
        return Column(
            fields=len(members),
            filled=len(filled),
            numeric=sum(one.numeric for one in filled),
            long=len(long),
            stops=sum(one.stops for one in long),
            mixed=sum(one.mixed for one in members),
        )

    @property
    def usually_filled(self) -> float:
        return self.filled / self.fields

    def fits(self, member: Member) -> bool:
        """Whether a field is of its column's kind, where nearly all others are of one."""
        usual = self.numeric / self.filled if self.filled else 1.0
        return member.known and (not member.filled or abs(member.numeric - usual) <= UNLIKE)

    def like(self, own: Member) -> float:
        """Of the others, the share that is filled, or blank, as a field is."""
        same = self.filled if own.filled else self.fields - self.filled
        return among_others(same, self.fields)

    def of_kind(self, own: Member) -> float:
        """Of the others that are filled, the share that is of a field's kind."""
        same = self.numeric if own.numeric else self.filled - self.numeric
        return among_others(same, self.filled) if own.filled else 1.0

    def ending(self, own: Member) -> float:
        """Of the others that are long, the share that ends as a field does."""
        same = self.stops if own.stops else self.long - self.stops
        return among_others(same, self.long) if own.long else 1.0


@dataclass(frozen=True, slots=True)
class _Nothing:
    """How a record tells that there is nothing: by so many blanks and zeros in its columns of numbers.

    A column that is blank all the way down is one of them where it should count something: it may have been lost.
    """

    blanks: int
    zeros: int
    columns: frozenset[str]

    @staticmethod
    def of(members: Iterable[Member]) -> _Nothing:
        members = list(members)
        columns = frozenset(one.column for one in members if one.numeric or one.counting)
        there = [one for one in members if one.column in columns and one.found]
        return _Nothing(sum(not one.filled for one in there), sum(one.zero for one in there), columns)

    def like(self, own: Member) -> float:
        """Of the others, the share that is blank, where a field is."""
        if own.filled or own.column not in self.columns or not own.found:
            return 1.0
        return among_others(self.blanks, self.blanks + self.zeros)


@dataclass(frozen=True, slots=True)
class Lists:
    """What all of a record's lists tell. ``fitting``: the paths that are of their column's kind, and one of its words;
    ``counting``: the columns of numbers that are not blank all the way down; ``broken``: the paths that break the
    sequence of their columns; ``decimals``: how many amounts have so many; ``wordings``: how the texts of each column
    are worded.
    """

    nothing: _Nothing
    fitting: frozenset[str]
    counting: frozenset[str]
    broken: frozenset[str]
    decimals: Mapping[int, int]
    wordings: Mapping[str, Wording]

    @staticmethod
    def of(members: Iterable[Member], counted: Mapping[str, Column], columns: Iterable[Sequence[Member]]) -> Lists:
        members = list(members)
        return Lists(
            nothing=_Nothing.of(members),
            fitting=frozenset(one.path for one in members if counted[one.column].fits(one)),
            counting=frozenset(one.column for one in members if one.counting and one.filled),
            broken=frozenset(
                one.path
                for column in columns
                for one, runs_on in zip(column, in_sequence([one.ordinal for one in column]), strict=True)
                if not runs_on
            ),
            decimals=Counter(one.decimals for one in members if one.decimals is not None),
            wordings=wordings((one.column, one.text) for one in members if one.filled and not one.numeric),
        )

    def like_decimals(self, own: Member) -> float:
        """Of the other amounts, the share that has as many decimals."""
        if own.decimals is None:
            return 1.0
        return among_others(self.decimals[own.decimals], sum(self.decimals.values()))


@dataclass(frozen=True, slots=True)
class Row:
    """What a row's fields tell, counted once for all of them.

    ``found`` and ``fitting``: how many have a place on the page, and are of their column's kind. ``usual``: how many
    stand in columns where any is filled; ``holes``: the blank ones of these by path, with how usually their column is
    filled. ``nameless``: the paths of blank names of lines. ``counts``: some number stands in it, if any could.
    """

    fields: int
    found: int
    fitting: int
    usual: int
    holes: Mapping[str, float]
    nameless: tuple[str, ...]
    counts: bool

    @staticmethod
    def of(members: Sequence[Member], columns: Mapping[str, Column], record: Lists) -> Row:
        usual = [one for one in members if columns[one.column].filled]
        counting = [one for one in members if one.column in record.counting]
        return Row(
            fields=len(members),
            found=sum(one.found for one in members),
            fitting=sum(one.path in record.fitting for one in members),
            usual=len(usual),
            holes={one.path: columns[one.column].usually_filled for one in usual if not one.filled},
            nameless=tuple(one.path for one in members if one.column == LINE_NAME and not one.filled),
            counts=not counting or any(one.filled for one in counting),
        )

    def filled_beside(self, own: Member, column: Column) -> float:
        """Of a field's neighbours, those that are filled where their columns usually are."""
        usual = self.usual - bool(column.filled)
        return 1 - sum(share for path, share in self.holes.items() if path != own.path) / max(1, usual)


def among_others(same: int, all_of_them: int) -> float:
    """The share of those like a field, itself left out."""
    return (same - 1) / (all_of_them - 1) if all_of_them > 1 else 1.0


def share_beside(holds: int, fields: int, *, own: bool) -> float:
    """The share of a row's other fields of which something holds, where it holds of so many, and of a field or not."""
    return (holds - own) / (fields - 1) if fields > 1 else 1.0
