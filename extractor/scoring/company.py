"""What a field's neighbours say of it: what is unlike its column, or stands in a row of holes, is seldom right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.scoring.neighbours import Column, Lists, Member, Row, among_others, share_beside
from extractor.scoring.sequence import NONE_SUCH, ordinal_of
from models.paths import role_of
from models.record import Leaf, TypedValue, ValueKind

BLANKS = frozenset({"", "—"})

COUNTS: frozenset[ValueKind] = frozenset({"amount", "number", "percent"})
"""What a row counts: one without any of it is often the rest of the row above. Their grammars put marks right."""

LINE_NUMBER = "lines.line_no"
"""The column of a table of lines and amounts that numbers its lines."""

_DIGITS = re.compile(r"[\d.,，]+")
_AMOUNT_IN_TEXT = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Company:
    """How a field fits in. Shares from 0 to 1; 1 where there is nothing to be compared with.

    ``row_filled``: of the other fields of its row, those that are filled where their columns usually are.
    ``row_found``: of these, those that have a place on the page. ``row_fits``: those that are of their column's
    kind, and one of its words. ``column``: of the other fields of its column, those that are filled, or blank, as
    it is. ``kind``: of those that are filled, those that are numbers, or words, as it is. ``ending``: of the long
    texts among them, those that end in a full stop, or in none, as it does. ``word``: its text is one of the words
    that stand in its column, or there are none and it is no word of the columns beside it. ``nothing``: of the
    places of its record where nothing is to be told, those that say so as it does: blank, where others print a
    zero, is unlike them. ``unmixed``: of the other fields of its column, those that are texts with an amount in
    them, where it is one. ``named``: its line has a name. ``counts``: some number stands in its row, where other
    rows have any. ``sequence``: its number, 十二、 or 行次, follows the one before it or goes before the one after it.
    ``numeral``: that number is one, not 一二、. ``decimals``: of the other amounts of its record, those with as many
    decimals. ``length``: how long its text is beside the usual one of its column. ``marks``: of the texts of its
    column with the same words, those with the same punctuation between them.
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


def companies(fields: Iterable[tuple[Leaf, TypedValue]], words: Mapping[str, Sequence[str]]) -> dict[str, Company]:
    """The company of every field of a record's lists, by path. ``words``: of a role, what usually stands there."""
    members = {
        leaf.path: Member(
            path=leaf.path,
            row=row,
            column=(column := role_of(leaf.path)),
            text=value.clean,
            numeric=value.number is not None or _DIGITS.fullmatch(value.clean) is not None,
            found=leaf.place is not None,
            known=_is_known(value.clean, column, words),
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
    rows: dict[str, list[Member]] = defaultdict(list)
    columns: dict[str, list[Member]] = defaultdict(list)
    for member in members.values():
        rows[member.row].append(member)
        columns[member.column].append(member)
    counted = {name: Column.of(column) for name, column in columns.items()}
    record = Lists.of(members.values(), counted, columns.values())
    told = {name: Row.of(row, counted, record) for name, row in rows.items()}
    return {
        path: _company(member, told[member.row], counted[member.column], record) for path, member in members.items()
    }


def row_of(path: str) -> str | None:
    """The row of a list that a path names: ``lines[3]`` of ``lines[3].values.合计``."""
    row, dot, _ = path.partition("].")
    return f"{row}]" if dot else None


def _is_known(text: str, column: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text is one of its column's words; where it has none, whether it is no word of a column beside it."""
    if not text:
        return True
    if words.get(column):
        return text in words[column]
    listing = column.partition(".")[0]
    return not any(text in others for name, others in words.items() if name.partition(".")[0] == listing)


def _ordinal(column: str, text: str) -> int | None:
    if column == LINE_NUMBER:
        return int(text) if text.isdecimal() else None
    return ordinal_of(text)


def _decimals(value: TypedValue) -> int | None:
    return None if value.number is None else len(value.number.partition(".")[2])


def _company(own: Member, row: Row, column: Column, record: Lists) -> Company:
    wording = record.wordings.get(own.column) if own.filled and not own.numeric else None
    return Company(
        row_filled=row.filled_beside(own, column),
        row_found=share_beside(row.found, row.fields, own=own.found),
        row_fits=share_beside(row.fitting, row.fields, own=own.path in record.fitting),
        column=column.like(own),
        kind=column.of_kind(own),
        ending=column.ending(own),
        word=float(own.known),
        nothing=record.nothing.like(own),
        unmixed=1.0 if not own.mixed else among_others(column.mixed, column.fields),
        named=float(not row.nameless or row.nameless == (own.path,)),
        counts=float(row.counts),
        sequence=float(own.path not in record.broken),
        numeral=float(own.ordinal != NONE_SUCH),
        decimals=record.like_decimals(own),
        length=wording.as_long(own.text) if wording else 1.0,
        marks=wording.marked_alike(own.text) if wording else 1.0,
    )
