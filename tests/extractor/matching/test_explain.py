"""Why a label matches, or does not."""

from __future__ import annotations

import pytest

from extractor.matching import LabelContext, load_catalogue, match_label, ranked_candidates, why_matched

CATALOGUE = load_catalogue()


def why(label: str) -> str:
    return why_matched(match_label(label, CATALOGUE), ranked_candidates(label, CATALOGUE, LabelContext()))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("国高企业数量", "it is spelt as the name; the next, "),
        ("国家高新技术企业数量", "it is spelt as the alias 国家高新技术企业数量"),
        ("国高企业数星", "it is like 国高企业数 by 0."),
        ("奇怪的企业数量", "is needed"),
        ("闻所未闻的", "in common"),
        ("", "neither letters nor digits"),
        ("——", "neither letters nor digits"),
    ],
)
def test_the_reason_is_told(label: str, said: str) -> None:
    assert said in why(label)


def test_two_that_are_too_close_are_both_named() -> None:
    labels = [one.name.replace("数量", "数") for one in CATALOGUE.indicators.values()]
    close = [label for label in labels if "tell apart" in why(label)]
    for label in close:
        first, second, *_ = ranked_candidates(label, CATALOGUE, LabelContext())
        assert first.entry.name in why(label)
        assert second.entry.name in why(label)
        assert match_label(label, CATALOGUE).indicator is None
