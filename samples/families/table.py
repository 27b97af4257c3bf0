"""A table as content: its logical grid with the record that a perfect reading gives, no layout yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from samples.content import Form
from samples.truth import Json, form_data

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the logical grid. ``text`` may hold line breaks of its own. ``indent``: in characters."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    align: Align = "centre"
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what stands around it.

    ``number`` (表 5) stands above the title, ``left`` and ``right`` (部门：…, 单位：万元) on the line below, ``notes``
    under the table. ``head_rows`` are printed again overleaf where the style does so. ``widths``: shares of the
    columns, 0 for one that is as wide as its numbers. ``form`` and ``data``: the record, None where there is none.
    ``linear``: its text line by line, without any place, still says which column each thing belongs to.
    """

    title: str
    number: str
    left: str
    right: str
    n_rows: int
    n_cols: int
    head_rows: int
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...]
    form: str | None
    data: Mapping[str, Json]
    linear: bool = True


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text: headings and paragraphs, and the record of the figures in it that a table also holds."""

    paragraphs: tuple[str, ...]
    heading: bool = False
    form: str | None = None
    data: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A self-evaluation form, which is laid out in a style of its own that ``draw`` (seed, number) gives."""

    content: Form
    draw: tuple[int, int]

    @property
    def form(self) -> str:
        return "project_self_evaluation"

    @property
    def data(self) -> Mapping[str, Json]:
        return form_data(self.content)


Block = Table | Prose | Filled


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says, block by block. ``family`` names what it was made as, ``owner`` whose seal it bears."""

    family: str
    owner: str
    blocks: tuple[Block, ...]
