"""The lattice of a table: its row and column edges, and how much of each slot's sides is ruled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.collinear import covered
from models.rule import Rule

Shares = npt.NDArray[np.float64]

SNAP = 0.5
"""In text heights: edges nearer than this are one edge. A slot between two edges must hold a line of text,
so true edges are at least one text height apart."""

SEEN = 0.5
"""Share of a slot's side that must be ruled for the side to count as drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Edges in page units, and the ruled share, 0 to 1, of each slot's sides.

    ``across`` has shape (rows + 1, cols): entry (i, c) is the piece of row edge ``ys[i]`` over column c.
    ``upright`` has shape (rows, cols + 1): entry (r, j) is the piece of column edge ``xs[j]`` in row r.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: Shares
    upright: Shares

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1


def lattice_of(rules: Sequence[Rule], text_height: float) -> Lattice | None:
    """The lattice of one table's rules, or None where they enclose no slot.

    An edge that rules no slot's side is dropped: it is a stroke of text or a speck. The rim is closed even where
    its rule is missing, as far out as the rules that should end there.
    """
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    upright = [rule for rule in rules if rule.orientation == "vertical"]
    snap = SNAP * text_height
    ys = _with_rim(_edges(across, snap), upright, snap)
    xs = _with_rim(_edges(upright, snap), across, snap)
    while len(xs) > 1 and len(ys) > 1:
        lattice = Lattice(tuple(xs), tuple(ys), _shares(across, ys, xs, snap), _shares(upright, xs, ys, snap).T)
        keep_y = _kept(lattice.across.max(axis=1))
        keep_x = _kept(lattice.upright.max(axis=0))
        if all(keep_y) and all(keep_x):
            return lattice
        ys = [y for y, keep in zip(ys, keep_y, strict=True) if keep]
        xs = [x for x, keep in zip(xs, keep_x, strict=True) if keep]
    return None


def _kept(best: Shares) -> list[bool]:
    """Inner edges need a drawn side; the two outer ones are the rim."""
    return [i in (0, len(best) - 1) or share >= SEEN for i, share in enumerate(best)]


def _edges(rules: Sequence[Rule], snap: float) -> list[float]:
    """Positions of rules, those nearer than ``snap`` to the longest of them made one, by weight of length."""
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda item: -item.length):
        near = [cluster for cluster in clusters if abs(cluster[0].position - rule.position) <= snap]
        if near:
            min(near, key=lambda cluster: abs(cluster[0].position - rule.position)).append(rule)
        else:
            clusters.append([rule])
    return sorted(sum(r.position * r.length for r in c) / sum(r.length for r in c) for c in clusters)


def _with_rim(edges: list[float], crossing: Sequence[Rule], snap: float) -> list[float]:
    """The edges with a first and a last one where two or more crossing rules run on beyond them."""
    if not crossing:
        return edges
    first = sorted(rule.start for rule in crossing)
    last = sorted((rule.end for rule in crossing), reverse=True)
    result = list(edges)
    if len(first) > 1 and (not result or first[1] < result[0] - 2 * snap):
        result.insert(0, first[0])
    if len(last) > 1 and (not result or last[1] > result[-1] + 2 * snap):
        result.append(last[0])
    return result


def _shares(rules: Sequence[Rule], at: Sequence[float], between: Sequence[float], snap: float) -> Shares:
    """Entry (i, k): the share of the stretch between edges k and k + 1 that rules at edge i cover."""
    result = np.zeros((len(at), len(between) - 1))
    for rule_set, i in _by_edge(rules, at, snap):
        for k in range(len(between) - 1):
            length = between[k + 1] - between[k]
            result[i, k] = covered(rule_set, between[k], between[k + 1]) / length
    return result


def _by_edge(rules: Sequence[Rule], at: Sequence[float], snap: float) -> list[tuple[list[Rule], int]]:
    edges = np.array(at)
    homes: list[list[Rule]] = [[] for _ in at]
    for rule in rules:
        nearest = int(np.abs(edges - rule.position).argmin())
        # twice the snap: an edge is the mean of its rules, and the outermost of them may lie that far from it
        if abs(edges[nearest] - rule.position) <= 2 * snap:
            homes[nearest].append(rule)
    return [(home, i) for i, home in enumerate(homes)]
