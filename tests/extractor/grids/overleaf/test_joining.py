from dataclasses import replace

import pytest

from extractor import grids
from extractor.grids.heads import with_heads
from models.geometry import Box
from models.grid import Cell, CellPart, Grid

WIDTH = 50.0


def join_pages(parts):
    return grids.join_pages(parts, dict.fromkeys(range(1, 9), 800.0))


def _grid(tables, page, rows, *, top=40.0, title=""):
    """A grid from rows of (text, columns) pairs, or (text, columns, rows) for a merged cell."""
    cells, taken = [], set()
    n_cols = sum(cell[1] for cell in rows[0])
    for r, row in enumerate(rows):
        c = 0
        for text, span, *tall in row:
            while (r, c) in taken:
                c += 1
            height = tall[0] if tall else 1
            taken |= {(r + i, c + j) for i in range(height) for j in range(span)}
            box = Box(WIDTH * c, top + 24 * r, WIDTH * (c + span), top + 24 * (r + height))
            lines = tuple(tables.line(box.moved(0, 10 * i), part) for i, part in enumerate(text.split("\n")) if part)
            cells.append(Cell(r, c, height, span, (CellPart(page, box, lines),)))
            c += span
    captions = ((page, tables.line(Box(0, 10, 200, 20), title)),) if title else ()
    return Grid(len(rows), n_cols, tuple(sorted(cells, key=lambda x: (x.row, x.col))), title, captions)


HEAD = [("一级指标", 1), ("名称", 1), ("指标值", 1), ("得分", 1)]


def test_rows_overleaf_are_appended_and_keep_their_page(tables):
    first = _grid(tables, 1, [HEAD, [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]], top=400)
    second = _grid(tables, 2, [[("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]])
    (grid,) = join_pages([first, second])
    assert (grid.n_rows, grid.pages) == (3, (1, 2))
    assert [cell.page for cell in grid.cells if cell.row == 2] == [2] * 4


def test_a_grid_with_its_own_title_is_a_new_table(tables):
    first = _grid(tables, 1, [HEAD, [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]], top=400, title="绩效自评表")
    second = _grid(tables, 2, [HEAD, [("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]], title="收入决算表")
    assert len(join_pages([first, second])) == 2


@pytest.mark.parametrize("change", ["page", "place", "width"])
def test_a_grid_elsewhere_or_of_other_width_is_a_new_table(tables, change):
    row = [("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]
    first = _grid(tables, 1, [HEAD, row], top=400)
    second = _grid(tables, 3 if change == "page" else 2, [row], top=300 if change == "place" else 40)
    if change == "width":
        cells = (replace(c, parts=(replace(c.parts[0], box=c.box.scaled(1.3)),)) for c in second.cells)
        second = replace(second, cells=tuple(cells))
    assert len(join_pages([first, second])) == 2


def test_heads_printed_again_are_dropped(tables):
    first = _grid(tables, 1, [HEAD, [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]], top=400)
    second = _grid(tables, 2, [HEAD, [("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]])
    (grid,) = join_pages([first, second])
    assert grid.n_rows == 3
    assert sum(cell.text == "名称" for cell in grid.cells) == 1


@pytest.mark.parametrize("again", ["", "产出指标"])
def test_a_merged_label_goes_on_empty_or_printed_again(tables, again):
    rows = [[("产出指标", 1, 2), ("甲", 1), ("100%", 1), ("5", 1)], [("乙", 1), ("95%", 1), ("5", 1)]]
    overleaf = [[(again, 1, 2), ("丙", 1), ("90%", 1), ("6", 1)], [("丁", 1), ("80%", 1), ("6", 1)]]
    (grid,) = join_pages([_grid(tables, 1, rows, top=400), _grid(tables, 2, overleaf)])
    label = grid.cell_at(3, 0)
    assert grid.n_rows == 4
    assert (label.row, label.row_span, label.text, len(label.parts)) == (0, 4, "产出指标", 2)


def test_a_row_cut_by_the_page_edge_is_one_row(tables):
    rows = [HEAD, [("产出", 1), ("甲", 1), ("正在推进中的工作", 1), ("5", 1)]]
    overleaf = [[("", 1), ("", 1), ("已完成。", 1), ("", 1)], [("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]]
    (grid,) = join_pages([_grid(tables, 1, rows, top=400), _grid(tables, 2, overleaf)])
    assert grid.n_rows == 3
    assert grid.cell_at(1, 2).text == "正在推进中的工作\n已完成。"
    assert [part.page for part in grid.cell_at(1, 2).parts] == [1, 2]


@pytest.mark.parametrize(("label", "rows"), [("\n正在推进中的工作", 4), ("正在推进中的工作", 3)])
def test_a_label_in_the_middle_beside_more_lines_was_not_cut(tables, label, rows):
    """What the page edge cuts begins where its row does."""
    first = [HEAD, [("产出", 1), (label, 1), ("甲\n乙\n丙", 1), ("5", 1)]]
    overleaf = [[("", 1), ("已完成的工作", 1), ("", 1), ("", 1)], [("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]]
    (grid,) = join_pages([_grid(tables, 1, first, top=400), _grid(tables, 2, overleaf)])
    assert grid.n_rows == rows


def test_two_rows_of_one_name_stay_two_rows(tables):
    row = [("数量", 1), ("满意率", 1), ("100%", 1), ("5", 1)]
    (grid,) = join_pages([_grid(tables, 1, [HEAD, row], top=400), _grid(tables, 2, [row])])
    assert grid.n_rows == 3
    assert len(grid.cell_at(1, 1).parts) == 1


def test_columns_that_only_one_page_uses_are_kept(tables):
    wide = _grid(tables, 1, [[("目标", 2), ("完成情况", 2)], [("长", 2), ("短", 2)]], top=400)
    first = replace(wide, n_cols=2, cells=tuple(replace(c, col=c.col // 2, col_span=1) for c in wide.cells))
    second = _grid(tables, 2, [HEAD, [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]])
    (grid,) = join_pages([first, second])
    assert (grid.n_rows, grid.n_cols) == (4, 4)
    assert tables.spans(grid)[:2] == ((0, 0, 1, 2), (0, 2, 1, 2))
    slots = sorted((r, c) for cell in grid.cells for r in cell.rows for c in cell.cols)
    assert slots == [(r, c) for r in range(4) for c in range(4)]


def test_a_page_that_was_scanned_twice_is_two_tables(tables):
    rows = [HEAD, *([("产出", 1), (f"指标{i}", 1), ("100%", 1), (str(i), 1)] for i in range(8))]
    first = _grid(tables, 1, rows, top=40, title="绩效自评表")
    second = _grid(tables, 2, rows, top=40, title="绩效自评表")
    assert [grid.n_rows for grid in join_pages([first, second])] == [9, 9]


def test_a_page_photographed_from_nearer_goes_on_with_the_table(tables):
    row = [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1), ("无", 1), ("注", 1)]
    first = _grid(tables, 1, [row, row], top=400)
    second = _grid(tables, 2, [[("效益", 1), ("乙", 1), ("90%", 1), ("6", 1), ("有", 1), ("略", 1)]])
    nearer = tuple(
        replace(cell, parts=tuple(replace(part, box=part.box.scaled(1.2)) for part in cell.parts))
        for cell in second.cells
    )
    (grid,) = join_pages([first, replace(second, cells=nearer)])
    assert (grid.n_rows, grid.n_cols) == (3, 6)


@pytest.mark.parametrize(("height", "rows"), [(1066, [3]), (800, [2, 1])])
def test_a_page_scanned_at_a_higher_resolution_goes_on_with_the_table(tables, height, rows):
    first = _grid(tables, 1, [HEAD, [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]], top=400)
    second = _grid(tables, 2, [[("效益", 1), ("乙", 1), ("90%", 1), ("6", 1)]])
    finer = tuple(
        replace(cell, parts=tuple(replace(part, box=part.box.scaled(4 / 3)) for part in cell.parts))
        for cell in second.cells
    )
    found = grids.join_pages([first, replace(second, cells=finer)], {1: 800.0, 2: height})
    assert [grid.n_rows for grid in found] == rows


@pytest.mark.parametrize(("below", "parts"), [("标", 2), ("社会效益", 1)])
def test_the_last_glyph_of_a_label_alone_overleaf_belongs_to_it(tables, below, parts):
    first = _grid(tables, 1, [HEAD, [("满意度指指指指", 1), ("甲", 1), ("100%", 1), ("5", 1)]], top=400)
    second = _grid(tables, 2, [[(below, 1), ("乙", 1), ("90%", 1), ("6", 1)]])
    (grid,) = join_pages([first, second])
    assert len(grid.cell_at(1, 0).parts) == parts
    assert grid.n_rows == 3


def test_heads_printed_again_are_known_by_most_of_their_labels(tables):
    misread = [("一级指标", 1), ("石称", 1), ("指标值", 1), ("得分", 1)]
    rows = [[("产出", 1), (name, 1), ("100%", 1), ("5", 1)] for name in "甲乙丙"]
    first = _grid(tables, 1, [HEAD, *rows], top=400)
    second = _grid(tables, 2, [misread, [("效益", 1), ("丁", 1), ("90%", 1), ("6", 1)]])
    (grid,) = join_pages([first, second])
    assert grid.n_rows == 5


@pytest.mark.parametrize(
    ("printed", "again", "rows"),
    [
        (("栏次", "", "2", "3"), ("栏次", "1", "2", "3"), 5),
        (("栏次", "", "", "3"), ("栏次", "1", "", ""), 5),
        (("栏次", "1", "2", "3"), ("栏次", "1", "2", "4"), 6),
        (("栏次", "", "", "3"), ("", "1", "", ""), 6),
        (("栏次", "", "2", "3"), ("栏次", "合计", "2", "3"), 6),
    ],
    ids=["one was lost", "each page lost others", "other numbers", "nothing says what it is", "another row"],
)
def test_numbers_of_columns_printed_again_are_known_though_some_were_lost(tables, printed, again, rows):
    def part(page, numbers, *names, top):
        heads = [("项目", 1), ("决算数", 1), ("其中基本支出", 1), ("其中项目支出", 1)]
        lines = [[(name, 1), ("7.00", 1), ("4.00", 1), ("3.00", 1)] for name in names]
        grid = _grid(tables, page, [heads, [(number, 1) for number in numbers], *lines], top=top)
        return replace(grid, cells=with_heads(grid.cells))

    first = part(1, printed, "甲类支出", "乙类支出", top=400)
    (grid,) = join_pages([first, part(2, again, "丙类支出", top=40)])
    assert grid.n_rows == rows


def test_a_total_alone_goes_on_with_a_short_table(tables):
    row = [("产出", 1), ("甲", 1), ("100%", 1), ("5", 1)]
    pages = [_grid(tables, 1, [HEAD, row], top=400), _grid(tables, 2, [row]), _grid(tables, 3, [row])]
    (grid,) = join_pages(pages)
    assert (grid.n_rows, grid.pages) == (4, (1, 2, 3))


@pytest.mark.parametrize(("indents", "rows"), [((24, 24), 2), ((24, 2), 3), ((18, 18), 3)])
def test_an_indented_label_goes_on_as_far_in(tables, indents, rows):
    """24 units in, it ends at its cell's right side; 18 in, it stands in the middle."""
    above = _grid(tables, 1, [HEAD, [("", 1), ("甲乙丙", 1), ("100%", 1), ("5", 1)]], top=400)
    below = _grid(tables, 2, [[("", 1), ("丁戊己", 1), ("", 1), ("", 1)]])
    grids_ = [_indented(grid, by) for grid, by in zip((above, below), indents, strict=True)]
    (grid,) = join_pages(grids_)
    assert grid.n_rows == rows


def _indented(grid, by):
    """The texts of the second column of its last row so far right of its side."""

    def moved(cell):
        (part,) = cell.parts
        lines = tuple(line.moved(part.box.x0 + by - line.box.x0, 0) for line in part.lines)
        return replace(cell, parts=(replace(part, lines=lines),))

    return replace(grid, cells=tuple(moved(c) if (c.row, c.col) == (grid.n_rows - 1, 1) else c for c in grid.cells))


def test_a_sentence_alone_overleaf_belongs_to_the_row_before_it(tables):
    above = [("社会", 1), ("甲", 1), ("100%", 1), ("偏差原因。", 1)]
    below = [("", 1), ("", 1), ("", 1), ("改进措施。", 1)]
    (grid,) = join_pages([_grid(tables, 1, [HEAD, above], top=400), _grid(tables, 2, [below, above])])
    assert grid.n_rows == 3
    assert grid.cell_at(1, 3).text == "偏差原因。\n改进措施。"


def test_labels_printed_whole_are_of_two_rows(tables):
    rows = [[("产出指标指标", 1, 3), ("成本指标指标", 1), ("甲", 1)], *([("时效指标", 1), ("乙", 1)] for _ in "12")]
    below = [("效益指标指标", 1, 2), ("社会指标指标", 1), ("", 1)]
    overleaf = _grid(tables, 2, [below, [("生态指标", 1), ("丁", 1)]])
    (grid,) = join_pages([_grid(tables, 1, rows, top=400), overleaf])
    assert grid.n_rows == 5


@pytest.mark.parametrize(("above", "below", "rows"), [("三、", "四、", 3), ("一、", "二、", 2)])
def test_the_next_item_of_a_list_is_of_another_row_unless_the_first_begins_it(tables, above, below, rows):
    row = [("", 1), ("", 1), (f"{above}甲甲甲甲甲\n甲甲甲", 1)]
    overleaf = [("", 1), ("", 1), (f"{below}乙乙乙乙乙\n乙乙乙", 1)]
    (grid,) = join_pages([_grid(tables, 1, [HEAD[:3], row], top=400), _grid(tables, 2, [overleaf])])
    assert grid.n_rows == rows


@pytest.mark.parametrize(("above", "high", "rows"), [("", 24, 3), ("甲", 24, 3), ("甲", 12, 2), ("", 12, 3)])
def test_blank_cells_overleaf_are_a_row_unless_they_are_too_low_for_one(tables, above, high, rows):
    below = _grid(tables, 2, [[("", 1), ("", 1), ("", 1)]])
    cells = (replace(c, parts=(CellPart(2, Box(c.box.x0, 40, c.box.x1, 40 + high)),)) for c in below.cells)
    first = _grid(tables, 1, [HEAD[:3], [(above, 1), (above, 1), (above, 1)]], top=400)
    (grid,) = join_pages([first, replace(below, cells=tuple(cells))])
    assert grid.n_rows == rows


@pytest.mark.parametrize(("texts", "parted"), [(("201", "丙"), True), (("201丙", ""), False), (("合", "计"), False)])
def test_texts_beside_one_another_are_parted_where_the_page_before_has_a_column(tables, texts, parted):
    row = [("201", 1), ("甲", 1), ("9.00", 1), ("5", 1), ("5", 1)]
    below = _grid(tables, 2, [[("", 2), ("9.00", 1), ("5", 1), ("5", 1)]])
    lines = tuple(tables.line(Box(x, 42, x + 12 * len(t), 54), t) for x, t in zip((4, 60), texts, strict=True) if t)
    label, *others = below.cells
    label = replace(label, col_span=1, parts=(replace(label.parts[0], lines=lines),))
    below = replace(below, n_cols=4, cells=(label, *(replace(cell, col=cell.col - 1) for cell in others)))
    (grid,) = join_pages([_grid(tables, 1, [row] * 3, top=400), below])
    last = [(cell.col, cell.col_span, cell.text) for cell in grid.cells if cell.row == 3][:2]
    assert (last == [(0, 1, "201"), (1, 1, "丙")]) is parted


def test_a_text_that_begins_overleaf_is_of_another_row(tables):
    above = [("甲甲甲甲甲甲甲甲", 1), ("", 1), ("", 1)]
    below = [("乙", 1), ("丙", 1), ("丁", 1)]
    (grid,) = join_pages([_grid(tables, 1, [HEAD[:3], above], top=400), _grid(tables, 2, [below])])
    assert grid.n_rows == 3


def test_a_blank_beside_a_label_overleaf_is_no_part_of_it(tables):
    head = [("项目", 1, 2), ("金额", 1), ("项目", 1, 2), ("金额", 1)]
    under = [("万元", 1), ("万元", 1)]
    above = [("", 1), ("", 1), ("二十六、其他", 1), ("5.00", 1)]
    below = [("本年合计", 1), ("9.00", 1), ("本年支出", 1), ("9.00", 1)]
    first = _grid(tables, 1, [head, under, above], top=400)
    first = replace(first, cells=with_heads(first.cells))
    (grid,) = join_pages([first, _grid(tables, 2, [below])])
    assert grid.n_rows == 4
    assert [grid.cell_at(row, 0).text for row in (2, 3)] == ["", "本年合计"]


def test_the_rest_of_a_label_is_known_by_the_ending_of_the_others(tables):
    labels = ("数量指标", "时效指标", "成本指标")
    rows = [
        [(label, 1, 2), ("甲", 1), ("5", 1)] if i == 0 else [("乙", 1), ("5", 1)] for label in labels for i in (0, 1)
    ]
    first = _grid(tables, 1, [*rows, [("服务对象满意", 1), ("丙", 1), ("5", 1)]], top=400)
    (grid,) = join_pages([first, _grid(tables, 2, [[("度指标", 1), ("丁", 1), ("6", 1)]])])
    assert (grid.n_rows, grid.cell_at(6, 0).row_span) == (8, 2)


def test_a_total_overleaf_is_no_rest_of_a_label(tables):
    row = [("项目项目项目项目", 1), ("", 1), ("", 1)]
    below = [("总计", 1), ("9.00", 1), ("9.00", 1)]
    (grid,) = join_pages([_grid(tables, 1, [HEAD[:3], row], top=400), _grid(tables, 2, [below])])
    assert [cell.text for cell in grid.cells if cell.col == 0] == ["一级指标", "项目项目项目项目", "总计"]


@pytest.mark.parametrize(("blank", "parts"), [(5, 1), (None, 2)])
def test_a_blank_after_labels_all_filled_in_is_the_rest_of_the_last_one(tables, blank, parts):
    names = ["" if i == blank else f"二级{i}" for i in range(7)]
    rows = [
        [("满意度", 1, 7), (names[0], 1), ("甲", 1), ("90%", 1)],
        *([(n, 1), ("甲", 1), ("90%", 1)] for n in names[1:]),
    ]
    first = _grid(tables, 1, [HEAD, *rows], top=400)
    second = _grid(tables, 2, [[("", 1), ("", 1), ("乙", 1), ("98%", 1)]])
    (grid,) = join_pages([first, second])
    assert len(grid.cell_at(7, 1).parts) == parts
    assert grid.n_rows == 9


def test_a_sum_that_closes_among_the_tasks_of_a_form_does_not_end_it(tables):
    tasks = [[(name, 1), ("内容", 1), (amount, 1), ("", 1)] for name, amount in (("甲", "2.00"), ("乙", "3.00"))]
    total = [("合计", 1), ("", 1), ("5.00", 1), ("", 1)]
    goals = [[("产出", 1), (name, 1), ("及时", 1), ("优", 1)] for name in ("丙", "丁", "戊")]
    first = _grid(tables, 1, [HEAD, *tasks, total, *goals], top=400)
    second = _grid(tables, 2, [[("满意度", 1), ("受益人", 1), ("满意", 1), ("良", 1)]])
    assert len(join_pages([first, second])) == 1
