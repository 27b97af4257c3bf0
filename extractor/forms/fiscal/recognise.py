"""Which definition a table answers to, by its title, its columns and its codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.forms.fiscal.columns import assigned, distinct, head_likeness, key_for
from extractor.forms.fiscal.header import Header, header_of
from extractor.forms.fiscal.ledgers import Ledger, ledgers_of
from extractor.forms.fiscal.lines import Body
from extractor.forms.fiscal.slots import Slots, is_amount, is_money, printed, slots_of
from extractor.forms.fiscal.titles import TITLE_LIKENESS, free_lines, title_score, top_of
from extractor.forms.labels import key_of
from models.fiscal import FiscalColumn, FiscalDefinition, FiscalSide, FiscalWords, SideName
from models.form import Definitions
from models.grid import Grid
from models.record import ValueKind
from models.text import TextLine

# Two titles that explain as much of the line, but for half a character, are told apart by their columns.
_SAME_TITLE_CHARS = 0.5
# A table is what its title says, whatever became of its heads; without a title it needs nearly all of them.
_UNTITLED_FIT = 0.9
# What it costs a definition that its classification is not that of the codes, or that it has another number of sides.
_STRANGER_COST = 0.5
# What an exact head is worth over another wording of it: it tells two places' prints of one table apart.
_EXACT_GAIN = 0.05
_TITLE_WEIGHT = 0.25
# The first digit of the codes of either classification.
_FIRST_DIGIT = {"function": "2", "economy": "3"}


@dataclass(frozen=True, slots=True)
class Columns:
    """A ledger with the side that it is, its definition, and for each value column its key, kind and definition."""

    ledger: Ledger
    side: SideName | None
    definition: FiscalSide
    keys: tuple[str, ...]
    kinds: tuple[ValueKind, ...]
    known: tuple[FiscalColumn | None, ...]


@dataclass(frozen=True, slots=True)
class _Heads:
    """A ledger's value columns, and for each the one of a definition's side that its heads are like."""

    ledger: Ledger
    side: FiscalSide
    known: tuple[FiscalColumn | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as one definition reads it. ``bodies``: its own lines, and those of the grids that go on from it."""

    definition: FiscalDefinition
    grid: Grid
    lines: tuple[tuple[int, TextLine], ...]
    header: Header
    columns: tuple[Columns, ...]
    bodies: tuple[Body, ...]
    confidence: float

    def with_body(self, body: Body) -> Table:
        return replace(self, bodies=(*self.bodies, body))


def recognised(number: int, grid: Grid, definitions: Definitions, words: FiscalWords) -> Table | None:
    """The table, or None for a grid that is no table of lines and amounts. ``number``: the grid's index."""
    slots = slots_of(number, grid)
    titles = [title for definition in definitions.fiscal for title in definition.titles]
    top = top_of(slots, titles, words)
    lines = free_lines(grid, slots, top)
    above = [grid.title, *(line.text for _, line in lines)]
    header = header_of(slots, top, words)
    if not header.rows or not slots.n_cols:
        return None
    known = [it for it in definitions.fiscal if it.titles]
    scores = {it.id: max(title_score(text, it.titles) for text in above) for it in known}
    best = max((score[1] for score in scores.values() if score[0] >= TITLE_LIKENESS), default=0.0)
    titled = best > 0
    ledgers = {names: ledgers_of(slots, header, words, names) for names in {it.names for it in definitions.fiscal}}
    fits = [
        (fit, it)
        for it in known
        if not titled or (scores[it.id][0] >= TITLE_LIKENESS and scores[it.id][1] >= best - _SAME_TITLE_CHARS)
        if (fit := _fit(slots, header, it, ledgers[it.names])) >= _UNTITLED_FIT or titled
    ]
    top_fit = max((fit for fit, _ in fits), default=0.0)
    chosen = [it for fit, it in fits if fit == top_fit]
    if chosen and (titled or len({it.table for it in chosen}) == 1):
        definition = chosen[0]
        columns = _columns(slots, header, _heads(slots, header, definition, ledgers[definition.names]))
        confidence = _TITLE_WEIGHT * scores[definition.id][0] + (1 - _TITLE_WEIGHT) * min(max(top_fit, 0.0), 1.0)
    else:
        definition = definitions.fiscal_named("other")
        columns = _columns(slots, header, _heads(slots, header, definition, ledgers[definition.names]))
        confidence = _numeric_share(slots, header, columns, words, above)
        if not confidence or any(
            title_score(text, form.titles)[0] >= TITLE_LIKENESS for form in definitions.forms for text in above
        ):
            return None
    return Table(definition, grid, lines, header, columns, (Body(slots, header.body),), confidence)


def _heads(slots: Slots, header: Header, definition: FiscalDefinition, ledgers: Sequence[Ledger]) -> list[_Heads]:
    named = len(definition.sides) == len(ledgers)
    found = []
    for index, ledger in enumerate(ledgers):
        by_side = next((side for side in definition.sides if ledger.side and side.side == ledger.side), None)
        own = by_side or (definition.sides[index] if named else FiscalSide())
        found.append(_heads_of(slots, header, ledger, own))
    return found


def _heads_of(slots: Slots, header: Header, ledger: Ledger, side: FiscalSide) -> _Heads:
    """A column that the definition does not know and that is blank all the way down is none, where it knows any."""
    blank = [not any(printed(slots.cells[row][column.body]) for row in header.body) for column in ledger.values]
    known = assigned(_paths(header, ledger), side.columns, blank)
    if side.columns and any(it is None and empty for it, empty in zip(known, blank, strict=True)):
        kept = tuple(
            column for column, it, empty in zip(ledger.values, known, blank, strict=True) if it is not None or not empty
        )
        return _heads_of(slots, header, replace(ledger, values=kept), side)
    return _Heads(ledger, side, tuple(known))


def _paths(header: Header, ledger: Ledger) -> list[tuple[str, ...]]:
    """For each value column its heads, those of the whole ledger left out."""
    return [tuple(header.texts(column.head)[ledger.heads :]) for column in ledger.values]


def _columns(slots: Slots, header: Header, heads: Sequence[_Heads]) -> tuple[Columns, ...]:
    return tuple(_ledger_columns(slots, header, it.ledger, it.side, it.known) for it in heads)


def _ledger_columns(
    slots: Slots, header: Header, ledger: Ledger, side: FiscalSide, known: tuple[FiscalColumn | None, ...]
) -> Columns:
    paths = _paths(header, ledger)
    keys = [it.key if it else key_for(path, i) for i, (path, it) in enumerate(zip(paths, known, strict=True))]
    kinds = [
        it.kind if it else _kind_of(slots, header, column.body) for column, it in zip(ledger.values, known, strict=True)
    ]
    return Columns(ledger, side.side or ledger.side, side, tuple(distinct(keys)), tuple(kinds), known)


def _kind_of(slots: Slots, header: Header, col: int) -> ValueKind:
    """What most of a column that no definition knows is: rates, words, or amounts."""
    body = [printed(slots.cells[row][col]) for row in header.body]
    texts = [text for text in body if any(char.isalnum() for char in text)]
    if 2 * sum(text[-1] in "%％" for text in texts) > len(texts):
        return "percent"
    return "text" if 2 * sum(not is_amount(text) for text in texts) > len(texts) else "amount"


def _fit(slots: Slots, header: Header, definition: FiscalDefinition, ledgers: Sequence[Ledger]) -> float:
    """How much of the definition's columns is there, 0 to 1 and a little more for exact heads."""
    heads = _heads(slots, header, definition, ledgers)
    total, count = 0.0, 0
    for it in heads:
        for path, column in zip(_paths(header, it.ledger), it.known, strict=True):
            likeness = head_likeness(path, column) if column else 0.0
            exact = column is not None and key_of("".join(path)) == key_of(column.key)
            total += likeness + _EXACT_GAIN * exact
        count += max(len(it.side.columns), len(it.ledger.values))
    strange = len(definition.sides) != len(heads) or any(_other_classification(slots, header, it) for it in heads)
    return total / max(1, count) - _STRANGER_COST * strange


def _other_classification(slots: Slots, header: Header, heads: _Heads) -> bool:
    codes = heads.ledger.labels.get("code", ())
    if heads.side.classification is None or not codes:
        return False
    texts = [printed(slots.cells[row][codes[0]]) for row in header.body]
    firsts = [text[0] for text in texts if is_amount(text)]
    return bool(firsts) and 2 * firsts.count(_FIRST_DIGIT[heads.side.classification]) < len(firsts)


def _numeric_share(
    slots: Slots, header: Header, columns: Sequence[Columns], words: FiscalWords, above: Sequence[str]
) -> float:
    """How much of what stands in the value columns is a number, 0 for a table that is not one of lines and amounts."""
    labelled = any({"name", "code", "unit"} & set(it.ledger.labels) for it in columns)
    cells = [slots.cells[row][column.body] for it in columns for column in it.ledger.values for row in header.body]
    texts = [text for cell in cells if (text := printed(cell))]
    amounts = [text for text in texts if is_amount(text) or not any(char.isalnum() for char in text)]
    heads = "".join(text for col in range(slots.n_cols) for text in header.texts(col)) + "".join(above)
    money = any(word in heads for word in words.money_words) or 2 * sum(map(is_money, texts)) >= len(texts) > 0
    share = len(amounts) / len(texts) if texts else 0.0
    return share if labelled and money and share >= 1 / 2 else 0.0
