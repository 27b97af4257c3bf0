"""What a form looks like, declared as data: a definition file is one of these, so a new form needs no code.

A form of this family is made of *heads* (a label with its value beside or below it), *matrices* (known rows
and known columns, such as the funds), and *listings* (known columns, as many rows as there are, such as the
indicators), with a *total row* at the end of a listing, and the rules that its numbers obey.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.record import ValueKind

Labels = tuple[str, ...]
"""Wordings of one label, the usual one first, without spaces, colons or stars."""


class Spec(BaseModel):
    """A frozen part of a definition; an unknown key is an error, because it is a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Slot(Spec):
    """One leaf of ``data``: its key, the labels that announce it, and what to expect there.

    ``as_text``: ``data`` keeps the text as printed although the typed value says more. ``indicator``: its id
    in the catalogue. ``optional``: forms often leave it blank, so a blank there is no sign of a miss.
    """

    path: str
    labels: Labels = ()
    kind: ValueKind = "text"
    as_text: bool = False
    indicator: str | None = None
    optional: bool = False


class Head(Slot):
    """A label with one value: ``right`` of it (or after its colon), or in the cell ``below``."""

    place: Literal["right", "below"] = "right"


class MatrixRow(Spec):
    """A known row of a matrix: ``key`` is what ``data`` calls it."""

    key: str
    labels: Labels
    indicator: str | None = None


class Matrix(Spec):
    """Known rows by known columns. Columns stand in printed order, which counts where heads are missing.

    ``key`` is the leaf that names the row (``item``). A cell's catalogue id is the row's and the column's,
    joined by a dot.
    """

    path: str
    key: str
    rows: tuple[MatrixRow, ...]
    columns: tuple[Slot, ...]


class Column(Slot):
    """A column of a listing.

    ``carried``: one cell speaks for all the rows that it spans. ``weight_path``: a number in brackets after
    the cell's text (``产出指标(50分)``) is this other leaf. ``words``: the texts that usually stand in the
    column, so that a misread one can be put right and a row be told without heads.
    ``under``: for words of the column to the left, those of this column that stand under them, so that the one tells
    the other. ``labelled_by``: the column whose text is this leaf's label; otherwise the column's head is.
    """

    carried: bool = False
    weight_path: str | None = None
    words: Labels = ()
    under: dict[str, Labels] = {}
    labelled_by: str | None = None

    def above(self, word: str) -> tuple[str, ...]:
        """The words of the column to the left under which this column's ``word`` stands."""
        return tuple(left for left, words in self.under.items() if word in words)


class TotalRow(Spec):
    """The last row of a listing: its labels, and which column's value is which leaf of ``data``."""

    labels: Labels
    slots: dict[str, Slot]


class Listing(Spec):
    """Known columns in printed order, any number of rows, down to the total row or the end of the table.

    A cell that says nothing but one of ``blank_names`` names nothing, so its row is labelled by column heads.
    Of these, ``blank_values`` stand in the last column before the numbers where a row of no weight says no more.
    """

    path: str
    columns: tuple[Column, ...]
    total: TotalRow | None = None
    blank_names: Labels = ()
    blank_values: Labels = ()


class RuleBase(Spec):
    """``id`` is stable. Paths may hold ``funds[total]`` (a matrix row by its key) and ``indicators[*]``."""

    id: str


class SumRule(RuleBase):
    """``total`` (a path or a number) = sum of ``parts``, exactly; once for each of ``each``, put in for ``{}``."""

    rule: Literal["sum"]
    total: str
    parts: tuple[str, ...]
    each: tuple[str, ...] = ()


class GroupSumRule(RuleBase):
    """In ``listing``, for each run of rows with the same ``by``: their ``total`` = sum of their ``part``."""

    rule: Literal["group_sum"]
    listing: str
    by: str
    total: str
    part: str


class GroupTotalRule(RuleBase):
    """``total`` = sum over the groups of ``listing`` (rows with the same ``by``) of ``part``, plus ``plus``."""

    rule: Literal["group_total"]
    listing: str
    by: str
    part: str
    total: str
    plus: tuple[str, ...] = ()


class GroupConstantRule(RuleBase):
    """In ``listing``, the group whose ``by`` is a key of ``expected`` has this ``part``."""

    rule: Literal["group_constant"]
    listing: str
    by: str
    part: str
    expected: dict[str, str]


class ScaledRatioRule(RuleBase):
    """``result`` = ``numerator`` ÷ ``denominator`` × ``scale``, rounded to ``places`` decimals.

    ``when_zero`` is the result that the form prints for a denominator of zero.
    """

    rule: Literal["ratio"]
    numerator: str
    denominator: str
    result: str
    scale: str = "100"
    places: int = 2
    when_zero: str = "0"


class ProductRule(RuleBase):
    """``result`` = product of ``factors`` ÷ ``divisor``, rounded to ``places`` decimals."""

    rule: Literal["product"]
    factors: tuple[str, ...]
    result: str
    divisor: str = "1"
    places: int = 2


class AtMostRule(RuleBase):
    """``value`` <= ``limit``; with ``[*]`` in both, row by row."""

    rule: Literal["at_most"]
    value: str
    limit: str


class DigitsRule(RuleBase):
    """``path`` is a code of digits, usually ``length`` of them, where one is printed."""

    rule: Literal["digits"]
    path: str
    length: int


class YearRule(RuleBase):
    """``path`` is a year from ``first`` to ``last``."""

    rule: Literal["year"]
    path: str
    first: int
    last: int


Rule = Annotated[
    SumRule
    | GroupSumRule
    | GroupTotalRule
    | GroupConstantRule
    | ScaledRatioRule
    | ProductRule
    | AtMostRule
    | DigitsRule
    | YearRule,
    Field(discriminator="rule"),
]


class FormDefinition(Spec):
    """One form. ``titles``: its title as printed. ``section_labels``: words of its furniture, never values."""

    form: str
    version: str
    titles: Labels
    section_labels: Labels = ()
    heads: tuple[Head, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    listings: tuple[Listing, ...] = ()
    checks: tuple[Rule, ...] = ()

    def optional_roles(self) -> frozenset[str]:
        """The roles (``indicators.deviation``) of the leaves that forms often leave blank."""
        slots: list[tuple[str, Slot]] = [("", head) for head in self.heads]
        slots += [(f"{matrix.path}.", slot) for matrix in self.matrices for slot in matrix.columns]
        slots += [(f"{listing.path}.", column) for listing in self.listings for column in listing.columns]
        return frozenset(f"{before}{slot.path}" for before, slot in slots if slot.optional)

    def labels(self) -> tuple[str, ...]:
        """Every wording that the form prints as a label, each once, in the order of the form."""
        return tuple(dict.fromkeys(self._labels()))

    def _labels(self) -> Iterator[str]:
        yield from self.titles
        yield from self.section_labels
        for head in self.heads:
            yield from head.labels
        for matrix in self.matrices:
            for row in matrix.rows:
                yield from row.labels
            for slot in matrix.columns:
                yield from slot.labels
        for listing in self.listings:
            for column in listing.columns:
                yield from (*column.labels, *column.words)
            if listing.total:
                yield from listing.total.labels


class Definitions(Spec):
    """All the forms that are known, each by one definition."""

    forms: tuple[FormDefinition, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every wording that some form prints as a label, each once."""
        return tuple(dict.fromkeys(label for form in self.forms for label in form.labels()))

    def named(self, form: str) -> FormDefinition:
        """The definition of a form; KeyError for one that is not known."""
        for definition in self.forms:
            if definition.form == form:
                return definition
        raise KeyError(form)
