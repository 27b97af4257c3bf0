"""Tables that rules part across, and nothing upright: labels of merged cells stand level with the rules beside them."""

import pytest

from extractor.grids import building
from extractor.grids.unruled.ruled_rows import with_ruled_rows
from extractor.grids.unruled.table import by_alignment
from models.geometry import Box
from models.layout import TableArea
from tests.extractor.grids.unruled.printed import PITCH, SIZE, TOP, across, centred, line_at, read_grids, texts_by_cell

XS = (50.0, 110.0, 190.0, 330.0, 430.0)
HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
NAMES = ("更新燃气管道数", "改造老旧小区总数", "鉴定房屋数", "覆盖街道数", "验收合格率", "抽查达标率")
VALUES = ("170米", "≥3个", "≥140栋", "≥6个", "≥80%", "≥92%")
LEVELS = (("数量指标", 0, 4), ("质量指标", 4, 6))
FIRST = TOP + PITCH


def _edge(row):
    return FIRST + PITCH * row - (PITCH - SIZE) / 2


def _targets(heads=True):
    lines = [centred(XS[i], XS[i + 1], TOP, text) for i, text in enumerate(HEADS)] if heads else []
    for row, (name, value) in enumerate(zip(NAMES, VALUES, strict=True)):
        y = FIRST + PITCH * row
        lines += [line_at(XS[2] + 3, y, name), centred(XS[3], XS[4], y, value)]
    for label, start, stop in LEVELS:
        lines.append(centred(XS[1], XS[2], (_edge(start) + _edge(stop) - SIZE) / 2, label))
    lines.append(centred(XS[0], XS[1], (_edge(0) + _edge(len(NAMES)) - SIZE) / 2, "产出指标"))
    return lines


def _rules(heads=True):
    inner = [_edge(row) for row in range(1, len(NAMES)) if row != 4]
    return [
        *across(*([_edge(-1)] if heads else []), _edge(0), _edge(len(NAMES)), left=XS[0], right=XS[-1]),
        *across(_edge(4), left=XS[1], right=XS[-1]),
        *across(*inner, left=XS[2], right=XS[-1]),
    ]


@pytest.mark.parametrize("by_figures", [False, True])
def test_a_rule_beside_a_label_in_the_middle_of_its_rows_parts_them(by_figures, monkeypatch):
    if by_figures:  # as where two figures stand too near for a strip between them
        monkeypatch.setattr(building, "by_gutters", lambda *_: None)
    (grid,), _ = read_grids(_targets(), _rules())
    found = texts_by_cell(grid)
    assert (grid.n_rows, grid.n_cols) == (7, 4)
    assert [found[row, 2, 1, 1] for row in range(1, 7)] == list(NAMES)
    assert (found[1, 1, 4, 1], found[5, 1, 2, 1], found[1, 0, 6, 1]) == ("数量指标", "质量指标", "产出指标")


def test_the_rest_overleaf_of_such_a_table_has_its_columns_though_two_of_five_fill_a_row():
    label = centred(0.0, XS[0], (_edge(0) + _edge(len(NAMES)) - SIZE) / 2, "绩效")
    foot = across(_edge(len(NAMES)), left=0.0, right=XS[-1])
    (grid,), _ = read_grids([label, *_targets(heads=False)], [*_rules(heads=False), *foot])
    found = texts_by_cell(grid)
    assert (grid.n_rows, grid.n_cols) == (6, 5)
    assert [found[row, 4, 1, 1] for row in range(6)] == list(VALUES)
    assert (found[0, 0, 6, 1], found[0, 2, 4, 1], found[4, 2, 2, 1]) == ("绩效", "数量指标", "质量指标")


def test_rules_that_leave_several_rows_above_them_part_none():
    lines, rules = _targets(), _rules()
    area = TableArea(Box(XS[0], TOP, XS[-1], _edge(len(NAMES))), tuple(rules), tuple(lines))
    divided = by_alignment(area, SIZE)
    assert divided is not None
    seen = [rule for rule in rules if rule.position >= _edge(3)]
    assert with_ruled_rows(divided, seen, SIZE, crowded=0) is divided
    assert with_ruled_rows(divided, rules, SIZE, crowded=0).lattice.n_rows == 1 + len(NAMES)


def test_a_head_whose_rule_was_not_seen_stays_over_those_under_it():
    xs, ys = (50.0, 150.0, 250.0, 350.0, 450.0), [TOP - 5 + PITCH * i for i in range(6)]
    lines = [centred(xs[0], xs[2], TOP, "预算数"), centred(xs[2], xs[4], TOP, "决算数")]
    lines += [centred(xs[i], xs[i + 1], TOP + PITCH, ("基本支出", "项目支出")[i % 2]) for i in range(4)]
    lines += [line_at(xs[i + 1] - 30, TOP + PITCH * row, "12.50") for row in (2, 3, 4) for i in range(4)]
    rules = [*across(ys[0], *ys[2:], left=xs[0], right=xs[4]), *across(ys[1], left=xs[0], right=xs[2])]
    (grid,), _ = read_grids(lines, rules)
    found = texts_by_cell(grid)
    assert (found[0, 0, 1, 2], found[0, 2, 1, 2], found[1, 3, 1, 1]) == ("预算数", "决算数", "项目支出")
