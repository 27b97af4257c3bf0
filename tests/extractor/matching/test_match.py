"""Labels to indicators: exactly, by alias, nearly, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.forms import load_definitions
from extractor.matching import Catalogue, LabelContext, load_catalogue, match_label, match_leaf
from models.record import Leaf

HELD_OUT = yaml.safe_load((Path(__file__).parent / "held_out.yaml").read_text(encoding="utf-8"))

CATALOGUE = load_catalogue()


def leaf(label: str, canonical: str | None) -> Leaf:
    return Leaf("a", "a", "text", False, label, canonical, None, ())


@pytest.mark.parametrize(
    ("raw", "indicator", "method"),
    [
        ("国高企业数量", "firms.hightech", "exact"),
        ("国 高企业\n数量", "firms.hightech", "exact"),
        ("国家高新技术企业数量", "firms.hightech", "alias"),
        ("Ｒ＆Ｄ支出", "research.expenditure", "exact"),
        ("发明专利拥有", "research.invention_patents", "fuzzy"),
        ("战略性新兴产业增加值占GDP比", "industry.strategic_share", "alias"),
        ("闻所未闻的指标", None, None),
        ("", None, None),
        ("——", None, None),
    ],
)
def test_how_a_label_is_matched(catalogue: Catalogue, raw: str, indicator: str | None, method: str | None) -> None:
    match = match_label(raw, catalogue)
    assert (match.indicator, match.method) == (indicator, method)
    assert (match.canonical is None) == (indicator is None)


def test_held_out_wordings(catalogue: Catalogue) -> None:
    """Precision counts what was matched, coverage what should have been."""
    found = [(match_label(raw, catalogue).indicator, truth) for raw, truth in HELD_OUT]
    right = sum(indicator == truth for indicator, truth in found if indicator)
    assert right / sum(1 for indicator, _ in found if indicator) >= 0.97
    assert right / sum(1 for _, truth in found if truth) >= 0.9


@pytest.mark.parametrize(
    ("raw", "never"),
    [
        ("科技活动指数下降率", "science.activity_index_growth"),
        ("公众投诉率", "satisfaction.public"),
        ("公众不满意度", "satisfaction.public"),
        ("支付不合格率", "payment.qualified"),
        ("科普资源管理投诉数", "science.complaints"),
        ("慰问退休干部次数", "staff.retired_visits"),
        ("生态效益", "project.economic"),
    ],
)
def test_opposites_never_match(catalogue: Catalogue, raw: str, never: str) -> None:
    assert match_label(raw, catalogue).indicator != never


def test_every_wording_of_the_catalogue_finds_its_own_indicator(catalogue: Catalogue) -> None:
    wrong = [
        (wording, match_label(wording, catalogue).indicator)
        for entry in catalogue.indicators.values()
        for wording in (entry.name, *entry.aliases)
        if match_label(wording, catalogue).indicator != entry.id
    ]
    assert wrong == []


@pytest.fixture
def with_twins(tmp_path: Path) -> Catalogue:
    """A catalogue with two indicators of one name, under different level-2 labels."""
    entries = [
        {"id": "a", "name": "植树造林成效", "parent": "数量指标"},
        {"id": "b", "name": "植树造林成效", "parent": "生态效益指标"},
    ]
    mine = tmp_path / "mine.yaml"
    mine.write_text(yaml.safe_dump({"version": "1", "indicators": entries}), encoding="utf-8")
    return load_catalogue([mine])


def test_the_parent_tells_two_of_one_name_apart(with_twins: Catalogue) -> None:
    assert match_label("植树造林成效", with_twins).indicator is None
    assert match_label("植树造林成效", with_twins, LabelContext(parent="生态效益指标")).indicator == "b"


def test_a_leaf_is_matched_under_its_parent(with_twins: Catalogue) -> None:
    below = replace(leaf("植树造林成效", None), parent="生态效益指标")
    assert match_leaf(below, with_twins, load_definitions()).indicator == "b"


def test_candidates_come_best_first(catalogue: Catalogue) -> None:
    scores = [score for _, score in match_label("离退休干部满意度", catalogue).candidates]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3


@given(st.text(alphabet="国高企业数量发明专利满意度率增长下降不未投诉0123%（）", max_size=14))
def test_a_match_is_a_known_indicator_with_a_sane_score(raw: str) -> None:
    match = match_label(raw, CATALOGUE)
    assert 0 <= match.score <= 1
    assert match.indicator is None or match.indicator in CATALOGUE.indicators


@pytest.mark.parametrize(
    ("label", "canonical", "method"),
    [
        ("项目编码：", "head.project_code", "exact"),
        ("项目编号", "head.project_code", "alias"),
        ("年度资金总额/全年执行数", "funds.total.executed", "exact"),
        ("其中：当年财政拨款/全年执行数", "funds.fiscal_appropriation.executed", "alias"),
        ("绩效自评年庋", "head.fiscal_year", "fuzzy"),
        ("", "head.project_code", "position"),
    ],
)
def test_what_the_definition_says_is_confirmed_by_the_print(
    catalogue: Catalogue, label: str, canonical: str, method: str
) -> None:
    match = match_leaf(leaf(label, canonical), catalogue, load_definitions())
    assert (match.indicator, match.method) == (canonical, method)
    assert match.canonical == catalogue.indicators[canonical].name


def test_a_leaf_without_a_definition_is_matched_by_its_label(catalogue: Catalogue) -> None:
    assert match_leaf(leaf("国高企业数", None), catalogue, load_definitions()).indicator == "firms.hightech"


def test_a_leaf_that_the_catalogue_does_not_know_keeps_its_id(catalogue: Catalogue) -> None:
    match = match_leaf(leaf("某标签", "somebody.elses"), catalogue, load_definitions())
    assert (match.indicator, match.canonical, match.method) == ("somebody.elses", None, "position")
