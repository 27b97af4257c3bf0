"""What a form says, before and after its values are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.geometry import Box
from models.text import TextLine

ValueKind = Literal["amount", "number", "percent", "quantity", "date", "code", "text", "none"]
Comparator = Literal["=", "<", "<=", ">", ">="]
MatchMethod = Literal["exact", "alias", "fuzzy", "position"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands: a cell of a table, or a free line of a page. ``box`` in the upright frame."""

    page: int
    box: Box
    table: int | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a record, as found on the page.

    ``path`` is its place in ``data`` (``indicators[3].score``). ``role`` is the definition's name of the slot
    without the indices (``indicators.score``). ``kind`` is what the definition expects there, and ``as_text``
    says that ``data`` keeps the cleaned text as printed, whatever the typed value is. ``label`` is what the
    page calls it; ``canonical`` is the catalogue id that the definition gives the slot, or None where the
    label itself must be matched. ``lines`` is empty for a cell left blank. ``fixed`` is what ``data`` holds
    whatever the page prints: the key of a known row. ``parent`` is the label that ``label`` stands under, None where
    it stands under none. ``aside``: the checks need it and ``data`` does not hold it. ``named``: what the
    definition calls it where no indicator does. ``code``: of its line as printed,
    empty for a line without one, None for what is no line.
    """

    path: str
    role: str
    kind: ValueKind
    as_text: bool
    label: str
    canonical: str | None
    place: Place | None
    lines: tuple[TextLine, ...]
    fixed: str | None = None
    parent: str | None = None
    aside: bool = False
    named: str | None = None
    code: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class FormReading:
    """A table or tables recognised as a form, with every leaf that its definition asks for.

    ``tables`` are indices into the document's grids; ``confidence`` 0 to 1 that it is this form. ``lists``
    names the lists of ``data``, which are there even when they are empty. ``variant``: which of several definitions
    of the form it answers to, by id. ``ruled``: rules show the columns of all its tables.
    """

    form: str
    title: str
    tables: tuple[int, ...]
    pages: tuple[int, ...]
    confidence: float
    leaves: tuple[Leaf, ...]
    lists: tuple[str, ...] = ()
    variant: str = ""
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A printed label's canonical indicator. ``indicator`` and ``canonical`` are None where matching abstained.

    ``candidates``: (indicator id, score 0 to 1), best first, for the reasons and the reviewer.
    """

    raw: str
    indicator: str | None
    canonical: str | None
    method: MatchMethod | None
    score: float
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A cell's text, typed. ``number`` is a decimal string without separators, in ``unit`` as printed.

    A date's ``number`` is its ISO form as far as it is printed: ``2023-11-30``, ``2023-10``, ``--12``, ``2023``.
    ``clean`` is the text without layout spaces and line breaks. ``grammatical`` tells whether the text fits
    the expected kind. ``repairs`` says what was folded to make it fit (``O→0``), each in the order it was done.

    Five things that all lack a number stay apart: a blank is ``none`` with an empty ``clean``; a dash is
    ``none`` with ``clean`` ``—``; 不适用 and its like are ``none`` with that text; what cannot be read is ``none``
    and not ``grammatical``; and a printed 0 is a number.
    """

    kind: ValueKind
    clean: str
    number: str | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    grammatical: bool = True
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What a cell may say instead of what was read. ``odds``: how probable that is, against what was read."""

    value: TypedValue
    odds: float


CheckStatus = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """An identity of a form, looked at once. ``paths`` are the leaves that it speaks of."""

    id: str
    rule: str
    status: CheckStatus
    message: str
    expected: str | None
    actual: str | None
    paths: tuple[str, ...]
