"""What a table of lines and amounts looks like, declared as data: a new table of the family is a file, not code.

Such a table has one *side*, or two that stand side by side (income and expenditure, personnel and public), each with
its own label columns (code, name, line number), amount columns and lines. Wordings that all tables of the family
share (what a code column is called, which rows are no lines) are in ``data/fiscal.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from models.record import ValueKind
from models.spec import Labels, Spec

SideName = Literal["income", "expenditure", "personnel", "public"]
Classification = Literal["function", "economy"]


class FiscalColumn(Spec):
    """A column of values. ``key`` is its canonical name, under spanning heads the path: ``本年支出/基本支出``.

    ``labels``: other wordings of that path. ``kind`` is what stands in its cells; ``text`` for what tells lines of
    one name apart (年度).
    """

    key: str
    labels: Labels = ()
    kind: ValueKind = "amount"

    @property
    def wordings(self) -> Labels:
        return (self.key, *self.labels)


class FiscalLine(Spec):
    """A line that the form prints itself: its canonical name, other wordings, and the code of its subject, if any."""

    name: str
    labels: Labels = ()
    code: str | None = None

    @property
    def wordings(self) -> Labels:
        return (self.name, *self.labels)


class FiscalSide(Spec):
    """One ledger. ``labels``: the head above it. ``items``: its numbered lines (一、二、…), names without numerals.

    ``lines``: its other fixed lines. ``classification``: what the codes and names of its lines come from.
    """

    side: SideName | None = None
    labels: Labels = ()
    columns: tuple[FiscalColumn, ...] = ()
    items: tuple[FiscalLine, ...] = ()
    lines: tuple[FiscalLine, ...] = ()
    classification: Classification | None = None


class FiscalRule(Spec):
    """``id`` is stable within its table. Numbers are compared with the tolerance of their rounding."""

    id: str


class CodeTreeRule(FiscalRule):
    """A code = the sum of the codes right under it; ``totals`` (合计) or a unit's line = the sum of the top ones."""

    rule: Literal["code_tree"]
    totals: Labels = ()


class ColumnSumRule(FiscalRule):
    """In every line, column ``total`` = the sum of ``parts``; a part that begins with ``-`` is taken off.

    Not asked of a table that lacks one of the columns.
    """

    rule: Literal["column_sum"]
    total: str
    parts: tuple[str, ...]


class LineSumRule(FiscalRule):
    """In every column of a side, line ``total`` = the sum of ``parts``, and with ``items`` of the numbered lines.

    ``where``: which lines count, seen from the total; a name may stand twice.
    """

    rule: Literal["line_sum"]
    side: SideName | None = None
    total: str
    parts: tuple[str, ...] = ()
    items: bool = False
    where: Literal["above", "below"] = "above"


class UnitSumRule(FiscalRule):
    """In a table without codes, the lines that bear the unit's own name = the sum of the lines below them.

    With ``items``, of those that are items of the definition: the others stand under these.
    """

    rule: Literal["unit_sum"]
    items: bool = False


class PlainTotalRule(FiscalRule):
    """In a table without codes and without lines under lines, one of ``totals`` = the sum of the lines.

    Of the lines of one name, a line of ``subtotals`` speaks for all.
    """

    rule: Literal["plain_total"]
    totals: Labels
    subtotals: Labels


class LineColumn(Spec):
    """One amount: a line of a side, by its canonical name, in a column."""

    side: SideName | None = None
    line: str
    column: str


class SameAmountRule(FiscalRule):
    """Two amounts of one table are the same: what came in and what went out."""

    rule: Literal["same_amount"]
    left: LineColumn
    right: LineColumn


class LineNumbersRule(FiscalRule):
    """行次 run from 1 without a gap, the left side first."""

    rule: Literal["line_numbers"]


class UnitRule(FiscalRule):
    """All that is printed about the table's unit of money says the same."""

    rule: Literal["unit"]


FiscalCheck = Annotated[
    CodeTreeRule
    | ColumnSumRule
    | LineSumRule
    | UnitSumRule
    | PlainTotalRule
    | SameAmountRule
    | LineNumbersRule
    | UnitRule,
    Field(discriminator="rule"),
]


class FiscalDefinition(Spec):
    """One table as one place prints it. ``id`` is unique; ``table`` is the contract's name of it, shared by all places.

    ``titles`` without year and unit's name. ``names``: heads of the column that names the lines, where they are not
    among those of the family. A table without titles is what fits no other: ``other``.
    """

    id: str
    table: str = Field(pattern=r"^(final_accounts\.0[1-9]|budget\.(0[1-9]|1[0-4])|other)$")
    titles: Labels = ()
    names: Labels = ()
    sides: tuple[FiscalSide, ...] = (FiscalSide(),)
    checks: tuple[FiscalCheck, ...] = ()

    def labels(self) -> tuple[str, ...]:
        """Every wording that the table prints, each once: titles, heads (each step of a path), fixed lines."""
        return tuple(dict.fromkeys(self._labels()))

    def _labels(self) -> Iterator[str]:
        yield from (*self.titles, *self.names)
        for side in self.sides:
            yield from side.labels
            for column in side.columns:
                for wording in column.wordings:
                    yield from wording.split("/")
            for line in (*side.items, *side.lines):
                yield from line.wordings


class FiscalFile(Spec):
    """A file of tables of the family. ``version`` names its content."""

    form: Literal["fiscal_table"]
    version: str
    tables: tuple[FiscalDefinition, ...]


class FiscalWords(Spec):
    """The words that all tables of the family share; see the comments in ``data/fiscal.yaml``, key by key."""

    version: str
    codes: Labels
    names: Labels
    line_numbers: Labels
    units: Labels
    sides: dict[SideName, Labels]
    column_numbers: Labels
    totals: Labels
    departments: Labels
    money_units: Labels
    money: dict[str, str]
    money_words: Labels

    def labels(self) -> tuple[str, ...]:
        """The words that are printed as labels, each once."""
        sides = (label for labels in self.sides.values() for label in labels)
        heads = (*self.codes, *self.names, *self.line_numbers, *self.units, *self.column_numbers, *self.totals)
        return tuple(dict.fromkeys((*sides, *heads, *self.departments, *self.money_units)))
