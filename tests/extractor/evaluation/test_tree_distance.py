"""The fast distance beside a slow one that is obviously right."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.evaluation.tree_distance import Tree, tree_distance

Node = tuple[str, tuple["Node", ...]]


def _size(forest: tuple[Node, ...]) -> int:
    return sum(1 + _size(children) for _, children in forest)


@cache
def _slow(a: tuple[Node, ...], b: tuple[Node, ...]) -> int:
    """The definition: delete the last root, insert the last root, or match the two last roots."""
    if not a or not b:
        return _size(a) + _size(b)
    (label_a, under_a), (label_b, under_b) = a[-1], b[-1]
    return min(
        _slow((*a[:-1], *under_a), b) + 1,
        _slow(a, (*b[:-1], *under_b)) + 1,
        _slow(a[:-1], b[:-1]) + _slow(under_a, under_b) + (label_a != label_b),
    )


def _postorder(node: Node, labels: list[str], first_leaf: list[int]) -> None:
    start = len(labels)
    for child in node[1]:
        _postorder(child, labels, first_leaf)
    labels.append(node[0])
    first_leaf.append(start)


def _fast(a: Node, b: Node) -> float:
    (labels_a, first_a), (labels_b, first_b) = ([], []), ([], [])  # type: ignore[var-annotated]
    _postorder(a, labels_a, first_a)
    _postorder(b, labels_b, first_b)
    cost = [[float(x != y) for y in labels_b] for x in labels_a]
    return tree_distance(Tree(tuple(first_a)), Tree(tuple(first_b)), cost)


labels = st.sampled_from("abc")
nodes = st.recursive(
    st.tuples(labels, st.just(())),
    lambda inner: st.tuples(labels, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


@settings(max_examples=150)
@given(nodes, nodes)
def test_the_fast_distance_is_the_slow_one(a: Node, b: Node) -> None:
    assert _fast(a, b) == _slow((a,), (b,))


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        (("t", ()), ("t", ()), 0),
        (("t", ()), ("u", ()), 1),
        (("t", (("r", (("c", ()),)),)), ("t", (("c", ()),)), 1),  # a row taken out, its cell kept
    ],
)
def test_small_trees(a: Node, b: Node, distance: int) -> None:
    assert _fast(a, b) == distance
