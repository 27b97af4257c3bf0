"""What people say of fields, and of the tables that fields stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.record import TypedValue
from models.result import BBox

Action = Literal["accept", "correct", "blank", "unreadable"]

FieldKey = tuple[int, str]
"""A field of a result: its record's index, from 0, and its path in there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said stands in a field's place.

    ``text``: as he typed it, or as he accepted it. ``value``: typed once, when it was said, so that it stays what it
    was whatever becomes of the way in which texts are typed. ``indicator``: the id of what the text names, where it is
    a label and he said so.
    """

    action: Action
    text: str
    value: TypedValue
    indicator: str | None = None


BLANK = TypedValue(kind="none", clean="")
UNREADABLE = TypedValue(kind="none", clean="", grammatical=False)

EditKind = Literal["merge", "split", "insert_row", "remove_row", "text"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did to a table. ``row`` and ``col`` from 0, as the table stood then.

    ``merge``: the cells of so many rows and columns become one. ``split``: a cell becomes one for each of its slots.
    ``insert_row``: a blank row before ``row``. ``remove_row``: the row goes with what stands in it alone. ``text``:
    what the cell says.
    """

    kind: EditKind
    row: int
    col: int = 0
    row_span: int = 1
    col_span: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the heads over a column: the page, its box there as shown, and what a person says it prints."""

    page: int
    bbox: BBox
    text: str


@dataclass(frozen=True, slots=True)
class HeadSaid:
    """What a person said of the head of a column: its cells from the top, the last of which is the column's own."""

    cells: tuple[HeadCell, ...]
