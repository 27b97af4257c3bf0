"""Grids beside the grids that should have been found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from extractor.evaluation.alignment import aligned
from extractor.evaluation.equality import folded
from extractor.evaluation.teds import TableTree, table_tree, teds
from extractor.evaluation.truth import TruthTable
from models.result import Table


@dataclass(frozen=True, slots=True)
class JudgedTable:
    """``pages``: on how many it stands."""

    teds: float
    structure: float
    pages: int

    @classmethod
    def missing(cls, truth: TruthTable) -> JudgedTable:
        return cls(0.0, 0.0, len(truth.pages))

    @property
    def exact(self) -> bool:
        """Every cell is where it should be and says what it should."""
        return self.teds == 1.0


def judge_tables(expected: Sequence[TruthTable], got: Sequence[Table]) -> tuple[tuple[JudgedTable, ...], int]:
    """Tables paired in order by the words they share, and how many are too many. A missing one scores 0."""
    known, seen = [_words(table) for table in expected], [_words(table) for table in got]
    judged: list[JudgedTable] = []
    surplus = 0
    for i, j in aligned(len(expected), len(got), partial(_shared, known, seen)):
        if i is None:
            surplus += 1
        elif j is None:
            judged.append(JudgedTable.missing(expected[i]))
        else:
            a, b = _tree(expected[i]), _tree(got[j])
            judged.append(JudgedTable(teds(a, b), teds(a, b, structure_only=True), len(expected[i].pages)))
    return tuple(judged), surplus


def _words(table: TruthTable | Table) -> Counter[str]:
    return Counter(text for cell in table.cells if (text := folded(cell.text)))


def _shared(expected: Sequence[Counter[str]], got: Sequence[Counter[str]], i: int, j: int) -> float:
    return (expected[i] & got[j]).total() + 1e-3


def _tree(table: TruthTable | Table) -> TableTree:
    return table_tree(
        table.n_rows,
        ((cell.row, cell.col, cell.row_span, cell.col_span, folded(cell.text)) for cell in table.cells),
    )
