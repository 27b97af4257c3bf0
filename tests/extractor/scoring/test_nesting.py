"""Words of levels that cannot stand beside one another are known by the definition of their form."""

from __future__ import annotations

import pytest

from extractor.scoring import ill_nested
from models.form import Column, Listing

LISTING = Listing(
    path="items",
    columns=(
        Column(path="level1", words=("过程", "产出")),
        Column(path="level2", words=("组织实施", "产出数量"), under={"过程": ("组织实施",), "产出": ("产出数量",)}),
        Column(path="level3"),
    ),
)


@pytest.mark.parametrize(
    ("level1", "level2", "wrong"),
    [
        ("过程", "组织实施", set()),
        ("过程", "产出数量", {"items[0].level1", "items[0].level2"}),
        ("", "产出数量", {"items[0].level1", "items[0].level2"}),
        ("过程", "本单位自定", set()),
    ],
    ids=["fitting", "another's", "blank", "unknown"],
)
def test_two_words_that_cannot_stand_beside_one_another_are_both_doubtful(
    level1: str, level2: str, wrong: set[str]
) -> None:
    texts = {"items[0].level1": level1, "items[0].level2": level2, "items[0].level3": "养护道路条数"}

    assert ill_nested(texts, [LISTING]) == wrong
