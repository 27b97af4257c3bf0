"""Forms of several blocks without upright rules: heads, tasks, a goal, indicators; each with its own columns."""

from dataclasses import replace
from itertools import accumulate, pairwise

import pytest

from extractor.grids import build_grids, join_pages
from extractor.grids.unruled.sectioned import by_sections
from extractor.grids.unruled.sections import sections_of
from extractor.layout import arrange
from models.geometry import PageMap, union_of
from models.layout import TableArea
from models.page import ReadPage
from models.rule import Rule
from models.text import Glyph, TextLine
from tests.extractor.grids.typesetting import EM, line_of, width_of

LEADING, PADDING, SIDE = 12.0, 3.0, 3.0
XS = (50.0, 90.0, 170.0, 250.0, 360.0, 430.0, 500.0, 570.0)
TOP = 120.0
GOAL = "围绕重点任务改造老旧小区，全年改造二十处，方便居民出行，培育社区组织，开展各类活动，提升居民的获得感和满意度。"

_HEADS = (
    (0, 0, 1, 2, "部门（单位）名称"),
    (0, 2, 1, 2, "云澜市民政局（本级）"),
    (0, 4, 1, 1, "主管部门"),
    (0, 5, 1, 2, "云澜市民政局"),
)
_TASKS = (
    (1, 0, 6, 1, "年度主要任务"),
    (1, 1, 2, 1, "任务名称"),
    (1, 2, 2, 2, "主要内容"),
    (1, 4, 1, 3, "预算金额（万元）"),
    *((2, col, 1, 1, text) for col, text in ((4, "总额"), (5, "财政拨款"), (6, "其他资金"))),
    *(
        cell
        for row, (name, content, total, fiscal) in enumerate(
            (
                ("养老服务中心建设工作", "主要用于改造老旧的养老服务中心的设备和场地。", "1,065.50", "981.79"),
                ("卫生应急工作", "主要用于应急队伍。", "4,855.32", "4,855.32"),
                ("基本支出", "主要用于在职人员经费和公用经费等。", "13,000.02", "13,000.02"),
            ),
            3,
        )
        for cell in (
            (row, 1, 1, 1, name, "left"),
            (row, 2, 1, 2, content, "left"),
            *((row, col, 1, 1, text, "right") for col, text in ((4, total), (5, fiscal), (6, "0.00"))),
        )
    ),
    (6, 1, 1, 3, "合计"),
    *((6, col, 1, 1, text, "right") for col, text in ((4, "18,920.84"), (5, "18,837.13"), (6, "0.00"))),
)
_NAMES = (
    "改造老旧小区数量",
    "开展社区活动的场次",
    "验收合格率",
    "按时完成率",
    "居民生活质量的持续提高程度",
    "居民满意度",
)
_WORTHS = ("≥20处", "不少于30场", "100%", "95%以上", "明显提高", "≥90%")
_TARGETS = (
    (7, 0, 1, 1, "年度总体目标"),
    (7, 1, 1, 6, GOAL, "left"),
    (8, 0, 7, 1, "绩效指标"),
    *(
        (8, col, 1, cols, text)
        for col, cols, text in ((1, 1, "一级指标"), (2, 1, "二级指标"), (3, 2, "三级指标"), (5, 2, "目标值"))
    ),
    (9, 1, 4, 1, "产出指标"),
    (13, 1, 1, 1, "效益指标"),
    (14, 1, 1, 1, "满意度指标"),
    (9, 2, 2, 1, "数量指标"),
    (11, 2, 1, 1, "质量指标"),
    (12, 2, 1, 1, "时效指标"),
    (13, 2, 1, 1, "社会效益指标"),
    (14, 2, 1, 1, "服务对象满意度指标"),
    *((9 + i, 3, 1, 2, name, "left") for i, name in enumerate(_NAMES)),
    *((9 + i, 5, 1, 2, worth) for i, worth in enumerate(_WORTHS)),
)
CELLS = (*_HEADS, *_TASKS, *_TARGETS)
N_ROWS = 15


def _broken(cell):
    room = XS[cell[1] + cell[3]] - XS[cell[1]] - 2 * SIDE
    lines = [""]
    for char in cell[4]:
        if width_of(lines[-1] + char) > room:
            lines.append("")
        lines[-1] += char
    return lines


def _tops():
    heights = [
        max(len(_broken(cell)) for cell in CELLS if cell[0] == row and cell[2] == 1) * LEADING + 2 * PADDING
        for row in range(N_ROWS)
    ]
    return list(accumulate(heights, initial=TOP))


def _lines(at_top):
    tops = _tops()
    for cell in CELLS:
        row, col, rows, cols, _, *side = cell
        lines = _broken(cell)
        room = tops[row + rows] - tops[row]
        start = tops[row] + (PADDING if at_top else (room - LEADING * len(lines)) / 2)
        for i, text in enumerate(lines):
            x = {
                (): (XS[col] + XS[col + cols] - width_of(text)) / 2,
                ("left",): XS[col] + SIDE,
                ("right",): XS[col + cols] - SIDE - width_of(text),
            }[tuple(side)]
            yield line_of(x, start + (i + 0.5) * LEADING, text)


def _across():
    tops = _tops()
    for row, col, rows, cols, *_ in CELLS:
        for y in (tops[row], tops[row + rows]):
            yield Rule("horizontal", y, XS[col], XS[col + cols])


def _frame():
    top, *_, foot = _tops()
    yield from (Rule("horizontal", y, XS[0], XS[-1]) for y in (top, foot))
    yield from (Rule("vertical", x, top, foot) for x in (XS[0], XS[-1]))


def _page(number, lines, rules=()):
    return ReadPage(
        number=number, shown_width=620, shown_height=800, width=620, height=800, lines=tuple(lines),
        rules=tuple(rules), to_shown=PageMap(), source="text_layer",
    )  # fmt: skip


def _found(grid):
    return {
        (cell.row, cell.col, cell.row_span, cell.col_span, cell.text.replace("\n", ""))
        for cell in grid.cells
        if cell.text
    }


@pytest.mark.parametrize("rules", [(), tuple(_across()), tuple(_frame())], ids=["none", "across", "frame"])
@pytest.mark.parametrize("at_top", [False, True], ids=["middle", "top"])
def test_each_block_has_columns_of_its_own(at_top, rules):
    page = _page(1, _lines(at_top), rules)

    (grid,) = build_grids(page, arrange(page))

    assert (grid.n_rows, grid.n_cols) == (N_ROWS, len(XS) - 1)
    assert _found(grid) == {cell[:5] for cell in CELLS}


@pytest.mark.parametrize("last", [9, 10], ids=["one row under the heads", "two rows"])
def test_the_rest_overleaf_stands_on_the_columns_of_the_page_before(last):
    cut, room = _tops()[last + 1], 700.0
    lines = tuple(_lines(at_top=True))
    first = _page(1, [_lowered(line, room - cut) for line in lines if line.box.y0 < cut])
    second = _page(2, [_lowered(line, TOP - 60 - cut) for line in lines if line.box.y0 > cut])

    (grid,) = join_pages(
        [grid for page in (first, second) for grid in build_grids(page, arrange(page))], {1: 800.0, 2: 800.0}
    )

    assert grid.n_cols == len(XS) - 1
    below = {cell for cell in _found(grid) if cell[0] > last}
    assert below == {cell[:5] for cell in CELLS if cell[0] > last}


def _lowered(line, by):
    glyphs = tuple(Glyph(glyph.char, glyph.box.moved(0, by)) for glyph in line.glyphs)
    return TextLine(line.text, line.box.moved(0, by), glyphs, line.engine)


def test_codes_beside_labels_are_no_names_of_blocks():
    rows = [(f"2013{i:03d}", f"一般行政管理事务{i}", f"1,{i:03d}.00", f"2,{i:03d}.50") for i in range(100, 112)]
    lines = [
        line_of(x, TOP + 20 * i, text)
        for i, row in enumerate(
            [("科目编码", "科目名称", "预算数", "决算数"), *rows, ("", "合计金额", "12,660.00", "24,660.00")]
        )
        for x, text in zip((50.0, 110.0, 260.0, 360.0), row, strict=True)
        if text
    ]
    page = _page(1, lines)

    (grid,) = build_grids(page, arrange(page))

    assert (grid.n_rows, grid.n_cols) == (14, 4)
    assert all(a.row < b.row or a.col < b.col for a, b in pairwise(grid.cells))


def test_the_blocks_do_not_begin_where_the_short_second_lines_of_their_names_end():
    names = [("年度主要", 150), ("任务", 163), ("目标", 383), ("年度绩效", 410), ("指标", 423)]
    goal = line_of(50, 370, "年度总体").followed_by(line_of(97, 370, GOAL[:40]))
    heads = [line_of(x, 120, text) for x, text in ((95, "单位名称"), (250, "云澜市民政局"), (430, "主管部门"))]
    tasks = [line_of(x, 150 + 20 * row, text) for row in range(10) for x, text in ((100, "养老服务"), (400, "10.00"))]
    targets = [
        line_of(x, 410 + 20 * row, text)
        for row in range(2)
        for x, text in ((100, "产出指标"), (200, "数量指标"), (400, "不少于20处"))
    ]
    lines = [*(line_of(70 - width_of(text) / 2, y, text) for text, y in names), goal, *heads, *tasks, *targets]
    found = sections_of([replace(line, engine="reader") for line in lines], EM)
    assert found is not None
    assert found.strip == (90.0, 95.0)


def _as_read(line, blank):
    """The line as a recogniser boxes it: without the blank part of a bracket, or what it takes for that."""
    glyphs = tuple(
        replace(glyph, box=replace(glyph.box, x0=glyph.box.x0 + blank * glyph.box.width))
        if glyph.char == "（"
        else glyph
        for glyph in line.glyphs
    )
    return TextLine(line.text, line.box, glyphs, "engine")


@pytest.mark.parametrize("blank", [0.5, 0.85])
def test_the_blank_part_of_a_bracket_beside_the_names_of_the_blocks_does_not_cut_a_head(blank):
    lines = [_as_read(line, blank) if line.text == "部门（单位）名称" else line for line in _lines(at_top=False)]
    page = _page(1, lines)

    (grid,) = build_grids(page, arrange(page))

    assert (0, 0, 1, 2, "部门（单位）名称") in _found(grid)


def test_a_ledger_that_was_read_roughly_has_no_blocks():
    """项 and 目 drawn out, few labels, and a head over the gap between: all as names of blocks have it, but that the
    heads stand under two rows of a block.
    """
    heads = [
        [("收入", 90), ("支出", 240)],
        [("项", 25), ("目", 70), ("行次", 190), ("决算数", 240)],
        [("按栏次编号", 30), ("1", 195), ("2", 250)],
    ]
    labels = (
        "一、一般公共预算财政拨款收入",
        "二、政府性基金预算财政拨款收入",
        "三、上级补助收入",
        "五、事业收入",
        "六、其他收入",
    )
    named = [[(label, 2), (str(row), 195), (f"{row}7,799.22", 230)] for row, label in enumerate(labels, 1)]
    rows = [*heads, *named, *([("9", 195), ("7,799.22", 230)] for _ in range(8))]
    read = [replace(line_of(x, 20.0 * y, text), engine="test") for y, row in enumerate(rows) for text, x in row]
    assert sections_of(read, EM) is None


def test_a_table_of_amounts_whose_units_stand_over_its_lines_is_no_form():
    heads = ((47, "预算单位"), (155, "科目编码"), (305, "科目名称"), (450, "支出总计"), (578, "项目支出"))
    lines = [line_of(x, 80, text) for x, text in heads]
    labels = (
        (103, (0, "澄江湾市南塘区街道办事处")),
        (124, (0, "澄江湾市南塘区街道办事处（")),
        (161, (141, "229"), (217, "其他支出")),
        (184, (141, "22960"), (217, "彩票公益金安排的支出")),
        (206, (141, "2296002"), (217, "用于社会福利的彩票公益金支出")),
    )
    for y, *texts in labels:
        lines += [line_of(x, y, text) for x, text in (*texts, (472, "805.60"), (599, "805.60"))]
    lines.append(line_of(0, 138, "本级)"))
    box = union_of(line.box for line in lines)
    assert box is not None
    area = TableArea(box, (), tuple(line if line.box.y0 < 100 else replace(line, engine="reader") for line in lines))
    assert sections_of(area.lines, EM) is not None, "its lines alone look like a form's"
    assert by_sections(area, EM) is None
