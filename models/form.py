"""What a form looks like, declared as data: a definition file is one of these, so a new form needs no code.

A form of this family is made of *heads* (a label with its value beside or below it), *matrices* (known rows
and known columns, such as the funds), and *listings* (known columns, as many rows as there are, such as the
indicators), with a *total row* at the end of a listing, and the rules that its numbers obey.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from models.fiscal import FiscalDefinition, FiscalWords
from models.identity import Rule
from models.record import ValueKind
from models.spec import Labels, Spec


class Slot(Spec):
    """One leaf of ``data``: its key, the labels that announce it, and what to expect there.

    ``as_text``: ``data`` keeps the text as printed although the typed value says more. ``indicator``: its id
    in the catalogue. ``optional``: forms often leave it blank, so a blank there is no sign of a miss.
    ``aside``: the checks need it, ``data`` does not hold it.
    """

    path: str
    labels: Labels = ()
    kind: ValueKind = "text"
    as_text: bool = False
    indicator: str | None = None
    optional: bool = False
    aside: bool = False


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
    ``cues``: phrases that the column's texts usually hold, so that one of two long texts can be told.
    ``told_by``: the column whose text often says this one's word, for rows beside which it was not printed.
    """

    carried: bool = False
    weight_path: str | None = None
    words: Labels = ()
    under: dict[str, Labels] = Field(default_factory=dict)
    labelled_by: str | None = None
    cues: Labels = ()
    told_by: str | None = None

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
    ``optional``: forms may leave the whole of it out; ``data`` then has no such list.
    """

    path: str
    optional: bool = False
    columns: tuple[Column, ...]
    total: TotalRow | None = None
    blank_names: Labels = ()
    blank_values: Labels = ()


class FormDefinition(Spec):
    """One form. ``titles``: its title as printed. ``section_labels``: words of its furniture, never values.

    ``foreign_labels``: labels of other forms that this one never prints, so a table with one of them is not this form.
    """

    form: str
    version: str
    titles: Labels
    section_labels: Labels = ()
    foreign_labels: Labels = ()
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
    """All that is known: forms, each by one definition, and tables of lines and amounts, each by one for each place."""

    forms: tuple[FormDefinition, ...]
    fiscal: tuple[FiscalDefinition, ...]
    fiscal_words: FiscalWords

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every wording that some form or table prints as a label, each once."""
        labels = [label for form in self.forms for label in form.labels()]
        labels += [label for table in self.fiscal for label in table.labels()]
        return tuple(dict.fromkeys((*labels, *self.fiscal_words.labels())))

    def defines(self, form: str) -> bool:
        return any(definition.form == form for definition in self.forms)

    def named(self, form: str) -> FormDefinition:
        """The definition of a form; KeyError for one that is not known."""
        for definition in self.forms:
            if definition.form == form:
                return definition
        raise KeyError(form)

    def fiscal_named(self, name: str) -> FiscalDefinition:
        """The definition of a table by its id; KeyError for one that is not known."""
        for definition in self.fiscal:
            if definition.id == name:
                return definition
        raise KeyError(name)
