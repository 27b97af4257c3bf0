from __future__ import annotations

import pytest

from api.catalogue_editing import edited
from extractor.matching import load_catalogue
from models.catalogue import CatalogueFile, Indicator, Subject
from models.errors import UsageError

CATALOGUE = load_catalogue()
MINE = Indicator(id="own.mine", name="我的指标", aliases=("我标",))
BASE = CatalogueFile(version="own-1", indicators=(MINE,), subjects=(Subject(code="299", name="其他"),))


def test_what_is_not_mentioned_stays() -> None:
    assert edited(BASE, CATALOGUE, aliases=[], entries=[], removed=[]) == BASE


def test_an_alias_that_is_there_is_not_added_twice() -> None:
    same = edited(BASE, CATALOGUE, aliases=[("own.mine", "我标"), ("own.mine", "我的指标")], entries=[], removed=[])
    assert same == BASE


def test_an_entry_takes_the_place_of_the_one_with_its_id_and_has_the_new_aliases() -> None:
    other = MINE.model_copy(update={"name": "新名", "aliases": ()})
    changed = edited(BASE, CATALOGUE, aliases=[("own.mine", "又名")], entries=[other], removed=[])
    assert changed.indicators == (other.model_copy(update={"aliases": ("又名",)}),)
    assert changed.subjects == BASE.subjects


@pytest.mark.parametrize("identity", ["no.such", "function.201"])
def test_an_alias_is_of_an_indicator(identity: str) -> None:
    with pytest.raises(UsageError, match=identity):
        edited(BASE, CATALOGUE, aliases=[(identity, "x")], entries=[], removed=[])


def test_only_own_entries_can_be_taken_out() -> None:
    assert edited(BASE, CATALOGUE, aliases=[], entries=[], removed=["own.mine"]).indicators == ()
    with pytest.raises(UsageError, match="firms"):
        edited(BASE, CATALOGUE, aliases=[], entries=[], removed=["firms.hightech"])
