"""Spanning cells that begin at the foot of a page, blank there, because their word is printed overleaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.forms.carried import is_word
from extractor.forms.sheet import Finding
from models.form import Column
from models.grid import Cell


def said_overleaf(
    cells: Sequence[Mapping[str, tuple[Cell, ...]]], carried: Sequence[dict[str, Finding]], columns: Sequence[Column]
) -> list[dict[str, Finding]]:
    """What the spanning columns say, where the last cell of a page is blank and the next word is printed overleaf.

    Only where the page draws its spanning cells: there a cell of its own says that what stood above has ended. A page
    with other blank ones draws none, and the word above goes on. ``cells``: of each row, by column path.
    """
    result = [dict(findings) for findings in carried]
    for column in columns:
        own = [found[column.path][0] if len(found[column.path]) == 1 else None for found in cells]
        for first, word in _begun_overleaf(own, column):
            for index in range(first, word):
                result[index][column.path] = carried[word][column.path]
    return result


def _begun_overleaf(own: Sequence[Cell | None], column: Column) -> list[tuple[int, int]]:
    """The first row of each such cell, and the row that prints its word. ``own``: the column's cell of each row."""
    found = []
    for last in range(1, len(own) - 1):
        cell, after = own[last], own[last + 1]
        if cell is None or cell.text.strip() or after is None or after.page == cell.page:
            continue
        first = next(index for index in range(last + 1) if own[index] == cell)
        above = [it for it in own[:first] if it is not None and it.page == cell.page]
        word = next((i for i in range(last + 1, len(own)) if _text(own[i])), None)
        if word is not None and _are_drawn(above) and is_word(_text(own[word]), column.words):
            found.append((first, word))
    return found


def _are_drawn(above: Sequence[Cell]) -> bool:
    return all(cell.text.strip() for cell in above) and any(cell.row_span > 1 for cell in above)


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""
