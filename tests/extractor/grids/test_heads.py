from extractor.grids.heads import with_heads
from models.geometry import Box
from models.grid import Cell, CellPart
from models.text import TextLine


def _cells(*rows):
    return [
        Cell(r, c, 1, 1, (CellPart(1, Box(0, 0, 1, 1), (TextLine(text, Box(0, 0, 1, 1), (), "test"),)),))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def _head_rows(*rows):
    return {cell.row for cell in with_heads(_cells(*rows)) if cell.is_header}


def test_heads_end_above_the_first_figure():
    assert _head_rows(["项目", "支出"], ["", "合计"], ["行政运行", "3.50"]) == {0, 1}


def test_heads_end_above_the_first_item_of_a_list_though_it_has_no_figure():
    assert _head_rows(["项目", "支出"], ["二、外交支出", ""], ["三、国防支出", "3.50"]) == {0}


def test_heads_end_above_a_label_alone():
    assert _head_rows(["项目", "期末", "期初"], ["流动资产：", "", ""], ["货币资金", "3.50", "4.00"]) == {0}


def test_a_blank_form_has_heads():
    assert _head_rows(["项目", "合计", "支出"], ["", "", ""], ["合计", "", ""]) == {0}


def test_a_table_of_words_has_none():
    assert _head_rows(["姓名", "职务"], ["张三", "处长"]) == set()


def test_heads_end_above_a_total_alone():
    assert _head_rows(["编码", "项目", "支出"], ["", "合计", ""]) == {0}
