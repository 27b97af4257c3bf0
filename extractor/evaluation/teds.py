"""How alike two tables are: tree edit distance based similarity.

X. Zhong, E. ShafieiBavani and A. Jimeno Yepes, Image-based table recognition: data, model, and evaluation,
ECCV 2020. A table is a tree of rows and cells. To change a cell into one of another span costs 1, into one of
the same span the share of its characters that differ, or nothing where only the structure is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.evaluation.tree_distance import Tree, tree_distance

Slot = tuple[int, int, int, int, str]
"""A cell: row, col, row_span, col_span, text."""


@dataclass(frozen=True, slots=True)
class TableTree:
    """A table in postorder: the cells of a row, then the row, at last the table. ``spans`` is None but for cells."""

    tree: Tree
    tags: tuple[str, ...]
    spans: tuple[tuple[int, int] | None, ...]
    texts: tuple[str, ...]


def table_tree(n_rows: int, cells: Iterable[Slot]) -> TableTree:
    rows: list[list[Slot]] = [[] for _ in range(n_rows)]
    for cell in sorted(cells):
        rows[cell[0]].append(cell)
    first: list[int] = []
    tags: list[str] = []
    spans: list[tuple[int, int] | None] = []
    texts: list[str] = []
    for row in rows:
        start = len(first)
        for _, _, row_span, col_span, text in row:
            first.append(len(first))
            tags.append("td")
            spans.append((row_span, col_span))
            texts.append(text)
        first.append(start)
        tags.append("tr")
        spans.append(None)
        texts.append("")
    return TableTree(Tree((*first, 0)), (*tags, "table"), (*spans, None), (*texts, ""))


def teds(a: TableTree, b: TableTree, *, structure_only: bool = False) -> float:
    """1 for the same table, 0 for nothing in common. Symmetric."""
    if a.tags == b.tags and a.spans == b.spans and (structure_only or a.texts == b.texts):
        return 1.0
    distance = tree_distance(a.tree, b.tree, _change_cost(a, b, structure_only=structure_only))
    return 1.0 - distance / max(len(a.tags), len(b.tags))


def _change_cost(a: TableTree, b: TableTree, *, structure_only: bool) -> Sequence[Sequence[float]]:
    kinds = {kind: number for number, kind in enumerate({*_kinds(a), *_kinds(b)})}
    kinds_a = np.array([kinds[kind] for kind in _kinds(a)])
    kinds_b = np.array([kinds[kind] for kind in _kinds(b)])
    differs = kinds_a[:, None] != kinds_b[None, :]
    if structure_only:
        return differs.astype(float).tolist()  # type: ignore[no-any-return]
    by_text = process.cdist(a.texts, b.texts, scorer=Levenshtein.normalized_distance, dtype=np.float64)
    return np.where(differs, 1.0, by_text).tolist()  # type: ignore[no-any-return]


def _kinds(table: TableTree) -> list[tuple[str, tuple[int, int] | None]]:
    return list(zip(table.tags, table.spans, strict=True))
