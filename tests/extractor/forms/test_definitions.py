"""Definition files: the house's own, a user's beside them, and wrong ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.forms import data_of, interpret, load_definitions
from extractor.values import parse_value
from models.errors import DataError
from models.form import Definitions
from models.grid import Grid

TARGETS = """
form: performance_targets
version: "1"
titles: [项目支出绩效目标申报表]
heads:
  - {path: project_name, labels: [项目名称]}
listings:
  - path: targets
    columns:
      - {path: level1, labels: [一级指标], carried: true, words: [产出指标, 效益指标]}
      - {path: level2, labels: [二级指标], carried: true, words: [数量指标, 质量指标]}
      - {path: level3, labels: [三级指标], labelled_by: level3}
      - {path: target, labels: [指标值], kind: quantity, as_text: true, labelled_by: level3}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_self_evaluation_form_comes_with_the_house(definitions: Definitions) -> None:
    form = definitions.named("project_self_evaluation")
    assert "项目支出绩效自评表" in form.titles
    assert {"项目编码", "年度资金总额", "三级指标", "总分"} <= set(definitions.words)


def test_another_form_needs_a_file_and_no_code(tmp_path: Path, draw: Callable[..., Grid]) -> None:
    definitions = load_definitions([written(tmp_path, TARGETS)])
    table = draw(
        [
            ["项目名称", "道路养护", "<", "<"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "养护道路条数", "≥3条"],
            ["^", "质量指标", "验收合格率", "95%"],
        ],
        [("项目支出绩效目标申报表", 100.0, -30.0)],
    )
    (reading,) = interpret([table], definitions)
    values = {leaf.path: parse_value(leaf.text, leaf.kind) for leaf in reading.leaves}
    assert data_of(reading, values) == {
        "project_name": "道路养护",
        "targets": [
            {"level1": "产出指标", "level2": "数量指标", "level3": "养护道路条数", "target": "≥3条"},
            {"level1": "产出指标", "level2": "质量指标", "level3": "验收合格率", "target": "95%"},
        ],
    }


def test_a_users_definition_takes_the_place_of_the_houses(tmp_path: Path) -> None:
    mine = 'form: project_self_evaluation\nversion: "9"\ntitles: [自评表]\n'
    definitions = load_definitions([written(tmp_path, mine)])
    assert definitions.named("project_self_evaluation").version == "9"
    assert len(definitions.forms) == len(load_definitions().forms)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("form: [", "not valid YAML"),
        ("- a\n- b", "is a mapping"),
        ("version: '1'\ntitles: [甲]", "form: Field required"),
        ("form: a\nversion: '1'\ntitles: [甲]\nhaeds: []", "haeds: Extra inputs"),
        ("form: a\nversion: '1'\ntitles: [甲]\nheads: [{path: x, kind: money}]", "heads.0.kind"),
        ("form: a\nversion: '1'\ntitles: [甲]\nheads: [{path: x}, {path: x}]", "'x' is defined twice"),
        ("form: a\nversion: '1'\ntitles: [甲]\nchecks: [{id: c, rule: guess}]", "checks.0"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        load_definitions([path])
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.yaml.*UTF-8 YAML"):
        load_definitions([tmp_path / "nowhere.yaml"])
