"""The kinds of row that a form has, and the cells that each should have, from the form's definition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.reading.unscramble_cells import CellSpec
from models.dump import folded
from models.form import FormDefinition

_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?")
_NUMERIC = re.compile(r"[\d.—-]+")
_YEARS = range(1994, 2100)  # budgets that could have been printed by a computer
_HEAVIEST = 50  # the most that a group of indicators weighs, in every form of the family
_A_TEXT_OR_TWO = 2  # pieces: a row of more is one of the listing
_SHORTEST_ROW, _LONGEST_NAME = 4, 30  # characters: what stands alone and is shorter is tails, and longer a goal

RowKind = Literal["title", "heads", "label", "matrix", "total", "free"]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One way to read a row: ``name`` says which, ``specs`` its cells, ``cost`` what it takes to believe it."""

    name: str
    specs: tuple[CellSpec, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class FormWords:
    """A definition's words, folded, and the readings of each kind of row."""

    form: FormDefinition
    titles: tuple[str, ...]
    heads: tuple[str, ...]
    matrix: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    labels: tuple[str, ...]
    sides: frozenset[str]
    side_cuts: frozenset[str]
    readings: dict[RowKind, tuple[Reading, ...]]

    def kind_of(self, texts: Sequence[str]) -> RowKind:
        """The kind of the row whose first line, whole or without its last characters, has these texts."""
        first = without_year(texts[0])
        if any(first in _cuts(title) for title in self.titles):
            return "title"
        if any(first in _cuts(label) for label in self.total) and _numbers(texts[1:]):
            return "total"
        if any(first in _cuts(label) or _begins(first, label) for labels in self.matrix for label in labels):
            return "matrix"
        if any(_announces(text, label) for label in self.heads for text in texts):
            return "heads"
        *whole, last = (text.strip("*") for text in texts)
        cuts = {"", *(cut for label in self.labels for cut in _cuts(label) if len(label) > 1)}
        # The last text may have the tails glued to it.
        begun = bool(whole) and any(cut and last.startswith(cut) for cut in cuts)
        if all(text in cuts for text in whole) and (last in cuts or begun):
            return "label"
        return "free"

    def promise(self, kind: RowKind, texts: Sequence[str]) -> float:
        """What the row of these heads may come to once its tails are found: somewhat less than such rows do."""
        if kind == "free":
            sides = sum(text in self.side_cuts for text in texts)
            if sides or len(texts) > _A_TEXT_OR_TWO:
                return 6.0 * sides
            return -4.0 if len(texts) == 1 and not _SHORTEST_ROW <= len(texts[0]) <= _LONGEST_NAME else -1.0
        if kind == "label":
            return 2.0
        return {"title": 6.0, "matrix": 14.0, "total": 5.0, "heads": 3.0}[kind]


def without_year(title: str) -> str:
    """A title without the year that some forms print before it."""
    return _YEAR.sub("", title)


def words_of(form: FormDefinition) -> FormWords:
    heads = tuple(folded(label) for head in form.heads if head.place == "right" for label in head.labels)
    matrix = tuple(tuple(folded(label) for label in row.labels) for row in form.matrices[0].rows)
    listing = form.listings[0]
    total = tuple(folded(label) for label in listing.total.labels) if listing.total else ()
    words = {folded(word) for column in listing.columns for word in column.words}
    labels = tuple(label for label in map(folded, form.labels()) if label not in words)
    # A label of two characters is a word like any other unless its colon is there.
    headed_words = tuple(label + mark for label in heads for mark in (":", "") if mark or len(label) > 2)
    headed = CellSpec("label", frozenset(headed_words), -0.5, headed_words)
    sides = frozenset(word for spec in _side_reading(form).specs for word in spec.words - spec.bare)
    label = CellSpec("label", frozenset(mark + one for one in labels for mark in ("", "*")))
    ending = (*(_number(-4.0),) * 2, CellSpec("remark"))
    return FormWords(
        form=form,
        titles=tuple(folded(title) for title in form.titles),
        heads=heads,
        matrix=matrix,
        total=total,
        labels=labels,
        sides=sides,
        side_cuts=frozenset(word[:-1] for word in sides),
        readings={
            "title": (Reading("title", (CellSpec("label", _dated(form.titles), -9.0),)),),
            "heads": (Reading("heads", (headed, CellSpec("text")) * 3),),
            "label": (Reading("label", (label,) * 9), replace(_furniture(form), cost=-2.0)),
            "matrix": (_matrix_reading(form, matrix),),
            "total": (Reading("total", (CellSpec("label", frozenset(total), -9.0), *ending)),),
            "free": (
                _listing_reading(form),
                _side_reading(form),
                _goals_reading(form),
                _remark(form),
                _furniture(form),
                Reading("footer", (CellSpec("furniture", frozenset("0123456789-–—第页共")),), cost=6.0),
            ),
        },
    )


def _matrix_reading(form: FormDefinition, labels: Sequence[Sequence[str]]) -> Reading:
    cells = (
        CellSpec("amount", blank=-4.0) if slot.kind == "amount" else _number(-4.0) for slot in form.matrices[0].columns
    )
    return Reading("matrix", (CellSpec("label", frozenset(one for row in labels for one in row), -9.0), *cells))


def _listing_reading(form: FormDefinition) -> Reading:
    specs: list[CellSpec] = []
    listing = form.listings[0]
    for index, column in enumerate(listing.columns):
        before_numbers = any(later.kind == "number" for later in listing.columns[index:])
        if column.words:
            specs.append(_words(form, index))
        elif column.kind == "number":
            specs.append(CellSpec("number", blank=-8.0, most=_HEAVIEST))
        elif column.kind == "quantity":
            specs.append(CellSpec("value", blank=-1.5))
        elif before_numbers:
            specs.append(CellSpec("name", frozenset(map(folded, listing.blank_names)), blank=-6.0))
        else:
            specs.append(CellSpec("remark", frozenset(map(folded, column.labels))))
    # A row is paid for, or many rows of little would beat few rows of much.
    return Reading("listing", tuple(specs), cost=5.0)


def _side_reading(form: FormDefinition) -> Reading:
    """A label that stands beside many rows is a row of its own."""
    columns = [index for index, column in enumerate(form.listings[0].columns) if column.words]
    section = CellSpec("label", frozenset(folded(label) for label in form.section_labels))
    return Reading("side", (section, *(_words(form, index) for index in columns)))


def _goals_reading(form: FormDefinition) -> Reading:
    goals = [head for head in form.heads if head.place == "below"]
    sides = frozenset(folded(label) for label in form.section_labels)
    return Reading("goals", (CellSpec("label", sides), *(CellSpec("text", blank=-0.1) for _ in goals)), cost=3.0)


def _remark(form: FormDefinition) -> Reading:
    """The last cell of a row, written apart from it."""
    labels = frozenset(folded(label) for label in form.listings[0].columns[-1].labels)
    return Reading("remark", (CellSpec("remark", labels),), cost=1.0)


def _furniture(form: FormDefinition) -> Reading:
    """The column heads, of which only the characters are sure: nothing in them needs to be told apart."""
    columns = (*form.listings[0].columns, *form.matrices[0].columns)
    characters = frozenset("*" + "".join(folded(label) for column in columns for label in column.labels))
    return Reading("furniture", (CellSpec("furniture", characters),))


def _words(form: FormDefinition, column: int) -> CellSpec:
    """The words of a label column; one with a weight in brackets has every weight that a form may print."""
    spec = form.listings[0].columns[column]
    words = frozenset(folded(word) for word in spec.words)
    if spec.weight_path is None:
        return CellSpec("label", words)
    weighed = frozenset(f"{word}({weight}分)" for word in words for weight in range(101))
    return CellSpec("label", weighed | words, bare=words)


def _number(blank: float) -> CellSpec:
    return CellSpec("number", frozenset("—-"), blank)


def _dated(titles: Sequence[str]) -> frozenset[str]:
    """The titles as they are, and with the year before them."""
    years = ["", *(f"{year}{word}" for year in _YEARS for word in ("", "年", "年度"))]
    return frozenset(year + folded(title) for title in titles for year in years)


def _cuts(label: str) -> tuple[str, str]:
    return label, label[:-1]


def _announces(text: str, label: str) -> bool:
    """Whether the text is the label's beginning, or the label with its value."""
    return text.startswith(label + ":") or (len(text) >= 3 and (label + ":").startswith(text))


def _begins(text: str, label: str) -> bool:
    """Whether the text is the first line of the label, wrapped."""
    return len(text) >= 4 and label.startswith(text)


def _numbers(texts: Sequence[str]) -> bool:
    """Whether these are numbers; the last may have tails glued to it."""
    return all(_NUMERIC.fullmatch(text) for text in texts[:-1]) and all(_NUMERIC.match(text) for text in texts[-1:])
