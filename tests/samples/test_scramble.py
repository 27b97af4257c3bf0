"""The scramble looks as the published one, loses no character, and moves no glyph."""

from collections import Counter

import pymupdf
import pytest

from samples.content import make_form
from samples.dice import Dice
from samples.draw import draw_pdf
from samples.dump import plain_dump, tab_dump
from samples.fonts import load_face
from samples.layout import lay_out
from samples.layout_page import LaidPage, Run
from samples.layout_style import make_style
from samples.scramble import Habits, scramble

ROW = ["年度资金总额", "149000000.00", "0.00", "0.00", "10", "0", "0"]


class Never(Dice):
    """Chance that never happens, and always the first option."""

    def pick(self, options):
        return options[0]

    def chance(self, probability):  # noqa: ARG002 - the signature of Dice
        return False


LEVEL = Habits(higher=0.3, total_apart=False)


def page_of(*rows, size=10):
    """Rows 30 points apart of cells 200 points apart; a cell of several lines has its middle where the others do."""
    runs = [
        Run(line, 200.0 * col, 100.0 + 30 * row + 12 * (number - cell.count("\n") / 2), size, row, col, number)
        for row, texts in enumerate(rows)
        for col, cell in enumerate(texts)
        for number, line in enumerate(cell.split("\n"))
    ]
    return LaidPage(tuple(runs), ())


def texts(page, habits=LEVEL):
    return [line.text for line in scramble(page, len, 12.0, habits, Never(None)) if line.text]


def test_the_last_cell_of_a_group_comes_out_whole():
    assert texts(page_of([*ROW[:6], "10"])) == ["年度资金总 149000000.0 0.0 0.0 1 1000000额"]


def test_heads_go_down_and_last_characters_come_up():
    lines = texts(page_of(ROW, ["其他资金", "1.50"]))
    assert lines == ["年度资金总 149000000.0 0.0 0.0 1", "其他资 1.50金", "000000额"]


def test_a_cell_of_several_lines_begins_a_group_that_stands_before():
    row = ["时效指标", "及时拨付至企业", "12月底前完成", "12月底前\n完成", "5", "5"]
    written = "".join(texts(page_of(row))).replace(" ", "")
    assert written == "12月底前完55成时效指及时拨付至企12月底前完成业标"


def test_the_total_rows_label_and_dash_may_come_last():
    page = page_of(["经济效益指标", "无", "0", "0"], ["总分", "100", "90.5", "—"])
    written = "".join(texts(page, Habits(higher=0.3, total_apart=True))).replace(" ", "")
    assert written == "总分—经济效益指1090.5000无标"


def laid(seed):
    return lay_out(make_form(seed), make_style(Dice.of(seed, "style")))


@pytest.mark.parametrize("seed", range(10))
def test_no_character_is_lost(seed):
    form = laid(seed)
    for page in form.pages:
        dice = Dice.of(seed, "scramble")
        lines = scramble(page, load_face(form.style.face).width, form.style.leading, Habits.of(dice), dice)
        printed = Counter("".join("".join(run.text.split()) for run in page.runs))
        assert Counter("".join("".join(line.text.split()) for line in lines)) == printed
        assert Counter("".join("".join(line.split()) for line in plain_dump(page))) == printed


def test_no_glyph_moves():
    form = laid(5)
    width = load_face(form.style.face).width
    order = [
        [run for line in scramble(page, width, form.style.leading, LEVEL, Dice.of(5)) for run in line.runs]
        for page in form.pages
    ]
    places = []
    for data in (draw_pdf(form), draw_pdf(form, order=order)):
        with pymupdf.open("pdf", data) as document:
            places.append(
                sorted(
                    (round(char["origin"][0]), round(char["origin"][1]), char["c"])
                    for block in document[0].get_text("rawdict")["blocks"]
                    for line in block["lines"]
                    for span in line["spans"]
                    for char in span["chars"]
                    if not char["c"].isspace()
                )
            )
    assert Counter(char for *_, char in places[0]) == Counter(char for *_, char in places[1])
    near = {(x + dx, y + dy, char) for x, y, char in places[0] for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert all(place in near for place in places[1])


def test_a_plain_dump_prints_cells_by_row():
    assert plain_dump(page_of(["年度资金总额", "1.00"], ["其他资金", "0.00"])) == [
        "年度资金总额 1.00",
        "",
        "其他资金 0.00",
        "",
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_tab_dump_has_a_line_for_each_row(seed):
    form = laid(seed)
    table = tab_dump(form)[2 + len(form.plan.free_lines) :]
    assert len(table) == form.plan.n_rows
    assert sorted(text for line in table for text in line.split("\t") if text) == sorted(
        cell.text.replace("\n", " ") for cell in form.plan.cells if cell.text
    )
