"""A catalogue that answers the same makes the same of a document, whatever else it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.forms import load_definitions
from extractor.matching import Catalogue, answered_alike, asked_of, load_catalogue, match_leaf
from extractor.pipeline import extract
from extractor.tools import Tools
from models.record import FormReading, Leaf

CATALOGUE = load_catalogue()
DEFINITIONS = load_definitions()
LABELS = ("国高企业数量", "闻所未闻的指标", "发明专利拥有", "培训人数", "项目完成率")
KNOWN = sorted(CATALOGUE.indicators)


def leaf(label: str, **values: object) -> Leaf:
    return replace(Leaf("a", "a", "text", False, label, None, None, ()), **values)


def reading(*leaves: Leaf, variant: str = "") -> FormReading:
    return FormReading("f", "t", (0,), (1,), 1.0, leaves, variant=variant)


own_indicator = st.fixed_dictionaries(
    {
        "id": st.sampled_from([*KNOWN, "own.a", "own.b"]),
        "name": st.sampled_from([*LABELS, "乡村图书馆网点", "国高数量"]),
    },
    optional={
        "aliases": st.lists(st.sampled_from(LABELS), max_size=2),
        "parent": st.sampled_from(["数量指标", "质量指标"]),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(own_indicator, min_size=1, max_size=3, unique_by=lambda entry: entry["id"]))
def test_where_it_answers_alike_every_leaf_is_matched_alike(tmp_path: Path, entries: list[dict[str, object]]) -> None:
    leaves = [leaf(label, parent=parent) for label in LABELS for parent in (None, "数量指标")]
    leaves += [leaf("执行率", canonical=identity) for identity in KNOWN[:3]]
    other = own_catalogue(tmp_path, {"version": "1", "indicators": entries})
    asked = asked_of([reading(*leaves)], CATALOGUE)
    same = all(told(one, CATALOGUE) == told(one, other) for one in leaves)
    assert answered_alike(asked, other) == same


def test_a_changed_subject_concerns_every_table_with_codes_and_no_other(tmp_path: Path) -> None:
    other = own_catalogue(tmp_path, {"version": "1", "subjects": [{"code": "2060499", "name": "别的支出"}]})
    assert not answered_alike(asked_of([reading(leaf("支出", code="2010101"))], CATALOGUE), other)
    assert not answered_alike(asked_of([reading(variant="final_accounts.05")], CATALOGUE), other)
    assert answered_alike(asked_of([reading(leaf("国高企业数量"))], CATALOGUE), other)


def test_what_only_the_checks_need_asks_nothing() -> None:
    assert asked_of([reading(leaf("国高企业数量", aside=True))], CATALOGUE).labels == ()


@pytest.mark.parametrize("name", ["one-page.born.pdf", "income-by-code.born.pdf", "targets.born.pdf"])
def test_nothing_is_asked_that_was_not_noted(tools: Tools, name: str) -> None:
    path = Path(__file__).parents[3] / "samples" / "set" / name
    extraction = extract(path.read_bytes(), name, tools)
    understandable = extraction.material.understandable
    asked = asked_of(understandable.interpretation.readings, tools.catalogue)
    silent = replace(tools.catalogue, indicators=OnlyThese(tools.catalogue, asked.indicators))
    again = extract(path.read_bytes(), name, replace(tools, catalogue=silent))
    assert again.result.records == extraction.result.records


class OnlyThese(dict):  # type: ignore[type-arg]  # of a catalogue's indicators
    """Fails where an indicator is asked for that was not noted."""

    def __init__(self, catalogue: Catalogue, noted: Sequence[str]) -> None:
        super().__init__(catalogue.indicators)
        self._noted = frozenset(noted)

    def get(self, key: str, default: object = None) -> object:
        assert key in self._noted
        return super().get(key, default)


def own_catalogue(folder: Path, content: dict[str, object]) -> Catalogue:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_catalogue((path,))


def told(one: Leaf, catalogue: Catalogue) -> object:
    """A leaf's match but for the candidates, which no result shows."""
    return replace(match_leaf(one, catalogue, DEFINITIONS), candidates=())
