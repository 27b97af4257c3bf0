"""What a field's neighbours say of it: what is unlike its column, or stands in a row of holes, is seldom right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.scoring.sequence import NONE_SUCH, in_sequence, ordinal_of
from extractor.scoring.wording import Wording, wordings
from models.paths import role_of
from models.record import Leaf, TypedValue, ValueKind

SENTENCE = 8
"""Characters from which on a text is one that a column's texts end alike with: shorter ones are names."""

UNLIKE = 0.8
"""A field is of another kind than its column where so many of it are."""

BLANKS = frozenset({"", "—"})

COUNTS: frozenset[ValueKind] = frozenset({"amount", "number", "percent"})
"""What a row counts: one without any of it is often the rest of the row above. Their grammars put marks right."""

LINE_NAME, LINE_NUMBER = "lines.name", "lines.line_no"
"""The columns of a table of lines and amounts that name and number its lines."""

_DIGITS = re.compile(r"[\d.,，]+")
_AMOUNT_IN_TEXT = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?!\d)")

_ENDS = re.compile(r"[。.；;！!]$")


@dataclass(frozen=True, slots=True)
class Company:
    """How a field fits in. Shares from 0 to 1; 1 where there is nothing to be compared with.

    ``row_filled``: of the other fields of its row, those that are filled where their columns usually are.
    ``row_found``: of these, those that have a place on the page. ``row_fits``: those that are of their column's kind,
    and one of its words. ``column``: of the other fields of its column, those that are filled, or blank, as it is.
    ``kind``: of those that are filled, those that are numbers, or words, as it is. ``ending``: of the long texts among
    them, those that end in a full stop, or in none, as it does. ``word``: its text is one of the words that stand in
    its column, or there are none. ``nothing``: of the places of its record where nothing is to be told, those that say
    so as it does: blank, where others print a zero, is unlike them. ``unmixed``: of the other fields of its column,
    those that are texts with an amount in them, where it is one. ``named``: its line has a name. ``counts``: some
    number stands in its row, where other rows have any. ``sequence``: its number, 十二、 or 行次, follows the one
    before it or goes before the one after it. ``numeral``: that number is one, not 一二、. ``decimals``: of the other
    amounts of its record, those with as many decimals. ``length``: how long its text is beside the usual one of its
    column. ``marks``: of the texts of its column with the same words, those with the same punctuation between them.
    """

    row_filled: float = 1.0
    row_found: float = 1.0
    row_fits: float = 1.0
    column: float = 1.0
    kind: float = 1.0
    ending: float = 1.0
    word: float = 1.0
    nothing: float = 1.0
    unmixed: float = 1.0
    named: float = 1.0
    counts: float = 1.0
    sequence: float = 1.0
    numeral: float = 1.0
    decimals: float = 1.0
    length: float = 1.0
    marks: float = 1.0


ALONE = Company()


@dataclass(frozen=True, slots=True)
class _Member:
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
class _Column:
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
    def of(members: Sequence[_Member]) -> _Column:
        filled = [one for one in members if one.filled]
        long = [one for one in filled if one.long]
        return _Column(
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

    def fits(self, member: _Member) -> bool:
        """Whether a field is of its column's kind, where nearly all others are of one."""
        usual = self.numeric / self.filled if self.filled else 1.0
        return member.known and (not member.filled or abs(member.numeric - usual) <= UNLIKE)

    def like(self, own: _Member) -> float:
        """Of the others, the share that is filled, or blank, as a field is."""
        same = self.filled if own.filled else self.fields - self.filled
        return _among_others(same, self.fields)

    def of_kind(self, own: _Member) -> float:
        """Of the others that are filled, the share that is of a field's kind."""
        same = self.numeric if own.numeric else self.filled - self.numeric
        return _among_others(same, self.filled) if own.filled else 1.0

    def ending(self, own: _Member) -> float:
        """Of the others that are long, the share that ends as a field does."""
        same = self.stops if own.stops else self.long - self.stops
        return _among_others(same, self.long) if own.long else 1.0


@dataclass(frozen=True, slots=True)
class _Nothing:
    """How a record tells that there is nothing: by so many blanks and zeros in its columns of numbers.

    A column that is blank all the way down is one of them where it should count something: it may have been lost.
    """

    blanks: int
    zeros: int
    columns: frozenset[str]

    @staticmethod
    def of(members: Iterable[_Member]) -> _Nothing:
        members = list(members)
        columns = frozenset(one.column for one in members if one.numeric or one.counting)
        there = [one for one in members if one.column in columns and one.found]
        return _Nothing(sum(not one.filled for one in there), sum(one.zero for one in there), columns)

    def like(self, own: _Member) -> float:
        """Of the others, the share that is blank, where a field is."""
        if own.filled or own.column not in self.columns or not own.found:
            return 1.0
        return _among_others(self.blanks, self.blanks + self.zeros)


@dataclass(frozen=True, slots=True)
class _Record:
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
    def of(members: Iterable[_Member], counted: Mapping[str, _Column], columns: Iterable[Sequence[_Member]]) -> _Record:
        members = list(members)
        return _Record(
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

    def like_decimals(self, own: _Member) -> float:
        """Of the other amounts, the share that has as many decimals."""
        if own.decimals is None:
            return 1.0
        return _among_others(self.decimals[own.decimals], sum(self.decimals.values()))


@dataclass(frozen=True, slots=True)
class _Row:
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
    def of(members: Sequence[_Member], columns: Mapping[str, _Column], record: _Record) -> _Row:
        usual = [one for one in members if columns[one.column].filled]
        counting = [one for one in members if one.column in record.counting]
        return _Row(
            fields=len(members),
            found=sum(one.found for one in members),
            fitting=sum(one.path in record.fitting for one in members),
            usual=len(usual),
            holes={one.path: columns[one.column].usually_filled for one in usual if not one.filled},
            nameless=tuple(one.path for one in members if one.column == LINE_NAME and not one.filled),
            counts=not counting or any(one.filled for one in counting),
        )

    def filled_beside(self, own: _Member, column: _Column) -> float:
        """Of a field's neighbours, those that are filled where their columns usually are."""
        usual = self.usual - bool(column.filled)
        return 1 - sum(share for path, share in self.holes.items() if path != own.path) / max(1, usual)


def companies(fields: Iterable[tuple[Leaf, TypedValue]], words: Mapping[str, Sequence[str]]) -> dict[str, Company]:
    """The company of every field of a record's lists, by path. ``words``: of a role, what usually stands there."""
    members = {
        leaf.path: _Member(
            path=leaf.path,
            row=row,
            column=(column := role_of(leaf.path)),
            text=value.clean,
            numeric=value.number is not None or _DIGITS.fullmatch(value.clean) is not None,
            found=leaf.place is not None,
            known=not (words.get(column) and value.clean) or value.clean in words[column],
            zero=value.number is not None and not value.number.strip("0."),
            mixed=value.number is None and _AMOUNT_IN_TEXT.search(value.clean) is not None,
            counting=leaf.kind in COUNTS,
            ordinal=_ordinal(column, value.clean),
            decimals=_decimals(value) if leaf.kind == "amount" else None,
            filled=value.clean not in BLANKS,
        )
        for leaf, value in fields
        if (row := row_of(leaf.path)) is not None
    }
    rows: dict[str, list[_Member]] = defaultdict(list)
    columns: dict[str, list[_Member]] = defaultdict(list)
    for member in members.values():
        rows[member.row].append(member)
        columns[member.column].append(member)
    counted = {name: _Column.of(column) for name, column in columns.items()}
    record = _Record.of(members.values(), counted, columns.values())
    told = {name: _Row.of(row, counted, record) for name, row in rows.items()}
    return {
        path: _company(member, told[member.row], counted[member.column], record) for path, member in members.items()
    }


def row_of(path: str) -> str | None:
    """The row of a list that a path names: ``lines[3]`` of ``lines[3].values.合计``."""
    row, dot, _ = path.partition("].")
    return f"{row}]" if dot else None


def _ordinal(column: str, text: str) -> int | None:
    if column == LINE_NUMBER:
        return int(text) if text.isdecimal() else None
    return ordinal_of(text)


def _decimals(value: TypedValue) -> int | None:
    return None if value.number is None else len(value.number.partition(".")[2])


def _company(own: _Member, row: _Row, column: _Column, record: _Record) -> Company:
    wording = record.wordings.get(own.column) if own.filled and not own.numeric else None
    return Company(
        row_filled=row.filled_beside(own, column),
        row_found=_share_beside(row.found, row.fields, own=own.found),
        row_fits=_share_beside(row.fitting, row.fields, own=own.path in record.fitting),
        column=column.like(own),
        kind=column.of_kind(own),
        ending=column.ending(own),
        word=float(own.known),
        nothing=record.nothing.like(own),
        unmixed=1.0 if not own.mixed else _among_others(column.mixed, column.fields),
        named=float(not row.nameless or row.nameless == (own.path,)),
        counts=float(row.counts),
        sequence=float(own.path not in record.broken),
        numeral=float(own.ordinal != NONE_SUCH),
        decimals=record.like_decimals(own),
        length=wording.as_long(own.text) if wording else 1.0,
        marks=wording.marked_alike(own.text) if wording else 1.0,
    )


def _among_others(same: int, all_of_them: int) -> float:
    """The share of those like a field, itself left out."""
    return (same - 1) / (all_of_them - 1) if all_of_them > 1 else 1.0


def _share_beside(holds: int, fields: int, *, own: bool) -> float:
    """The share of a row's other fields of which something holds, where it holds of so many, and of a field or not."""
    return (holds - own) / (fields - 1) if fields > 1 else 1.0
