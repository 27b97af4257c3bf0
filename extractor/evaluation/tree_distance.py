"""The edit distance of two ordered trees.

K. Zhang and D. Shasha, Simple fast algorithms for the editing distance between trees and related problems,
SIAM Journal on Computing 18 (1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """An ordered tree in postorder: ``first_leaf[k]`` is the number of the leftmost leaf under node ``k``."""

    first_leaf: tuple[int, ...]

    @property
    def key_roots(self) -> tuple[int, ...]:
        """The root, and every node with a left sibling: those whose subtrees must be compared on their own."""
        return tuple(sorted({leaf: node for node, leaf in enumerate(self.first_leaf)}.values()))


def tree_distance(a: Tree, b: Tree, change_cost: Sequence[Sequence[float]]) -> float:
    """The least cost of changing ``a`` into ``b``: 1 to delete or insert a node, ``change_cost[i][j]`` to change one.

    Time is that of the paper, memory the product of the sizes.
    """
    between = [[0.0] * len(b.first_leaf) for _ in a.first_leaf]
    for i in a.key_roots:
        for j in b.key_roots:
            _compare_subtrees(a.first_leaf[: i + 1], b.first_leaf[: j + 1], change_cost, between)
    return between[-1][-1]


def _compare_subtrees(
    first_a: Sequence[int],
    first_b: Sequence[int],
    change_cost: Sequence[Sequence[float]],
    between: list[list[float]],
) -> None:
    """Fill ``between`` for all pairs of subtrees that begin where those of the last nodes do."""
    i, j = len(first_a) - 1, len(first_b) - 1
    start_a, start_b = first_a[i], first_b[j]
    above = [float(n) for n in range(j - start_b + 2)]
    forests = [above]
    for x in range(start_a, i + 1):
        row = [above[0] + 1.0]
        whole_a = first_a[x] == start_a
        before_a = forests[first_a[x] - start_a]
        for y in range(start_b, j + 1):
            column = y - start_b
            shorter = min(above[column + 1], row[column]) + 1.0
            if whole_a and first_b[y] == start_b:
                cost = min(shorter, above[column] + change_cost[x][y])
                between[x][y] = cost
            else:
                cost = min(shorter, before_a[first_b[y] - start_b] + between[x][y])
            row.append(cost)
        forests.append(row)
        above = row
