"""A table that goes on in the next grid, mostly overleaf, where nobody has joined the two."""

from __future__ import annotations

from extractor.forms.fiscal.header import Header, header_of
from extractor.forms.fiscal.lines import Body
from extractor.forms.fiscal.recognise import Table
from extractor.forms.fiscal.slots import is_amount, is_code, printed, slots_of
from extractor.forms.fiscal.titles import TITLE_LIKENESS, free_lines, title_score, top_of
from extractor.forms.labels import is_label, similarity
from models.fiscal import FiscalWords
from models.form import Definitions
from models.grid import Grid

# Heads printed again are read again, so a character in five may differ.
_SAME_HEADS = 0.8
# Fewer columns than these would fit any table.
_LEAST_COLUMNS = 3


def goes_on(table: Table, number: int, grid: Grid, definitions: Definitions, words: FiscalWords) -> Body | None:
    """The rows of a grid that goes on from the table: as wide, without a title, its header the same or none.

    Without rules a grid has a column more or less where heads stand beside what they head: then the columns with
    print in them are as many and of the same kinds, one by one.
    """
    titles = [title for definition in definitions.fiscal for title in definition.titles]
    slots = slots_of(number, grid)
    above = [grid.title, *(line.text for _, line in free_lines(grid, slots, top_of(slots, titles, words)))]
    if not slots.cells or any(title_score(text, titles)[0] >= TITLE_LIKENESS for text in above):
        return None
    first = table.bodies[0]
    texts = [text for cell in slots.starting(0) if (text := printed(cell))]
    if any(is_amount(text) for text in texts) or (texts and all(is_label(text, words.totals) for text in texts)):
        whole = Body(slots, range(len(slots.cells)))
        return whole if grid.n_cols == first.slots.n_cols else _fitted(whole, first)
    if grid.n_cols != first.slots.n_cols:
        return None
    header = header_of(slots, 0, words)
    likeness = [_likeness(header, table.header, col) for col in range(grid.n_cols)]
    return Body(slots, header.body) if sum(likeness) >= _SAME_HEADS * len(likeness) else None


def _likeness(one: Header, other: Header, col: int) -> float:
    left, right = "".join(one.texts(col)), "".join(other.texts(col))
    return similarity(left, right) if left or right else 1.0


def _fitted(body: Body, first: Body) -> Body | None:
    """The body with its columns under those of the first that hold print."""
    own, wanted = _printed_columns(body), _printed_columns(first)
    if len(own) != len(wanted) or len(own) < _LEAST_COLUMNS:
        return None
    if any(_kind(body, col) != _kind(first, other) for col, other in zip(own, wanted, strict=True)):
        return None
    places = dict(zip(wanted, own, strict=True))
    return Body(body.slots.with_columns([places.get(col) for col in range(first.slots.n_cols)]), body.rows)


def _printed_columns(body: Body) -> list[int]:
    return [col for col in range(body.slots.n_cols) if any(_texts(body, col))]


def _texts(body: Body, col: int) -> list[str]:
    return [text for row in body.rows if (text := printed(body.slots.cells[row][col]))]


def _kind(body: Body, col: int) -> str:
    """What most of the column's print is."""
    kinds = ["code" if is_code(text) else "amount" if is_amount(text) else "words" for text in _texts(body, col)]
    return max(set(kinds), key=kinds.count)
