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
from samples.scramble import scramble

ROW = ["年度资金总额", "149000000.00", "0.00", "0.00", "10", "0", "0"]


class Never(Dice):
    """Chance that never happens, and always the first option."""

    def pick(self, options):
        return options[0]

    def chance(self, probability):  # noqa: ARG002 - the signature of Dice
        return False


class Always(Never):
    """A cell is never left whole (6 %), a row's tails are always glued (30 %)."""

    def chance(self, probability):
        return probability == 0.3


def page_of(*rows):
    runs = [
        Run(text, x=60.0 * col, y=100.0 + 20 * row, size=10, row=row, col=col)
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    return LaidPage(tuple(runs), ())


def texts(lines):
    return [line.text for line in lines if line.text]


def test_the_worked_example():
    lines = scramble(page_of(ROW), len, Never(None))
    assert texts(lines) == ["年度资金总 149000000.0 0.0 0.0 1", "000000额"]


def test_rows_come_bottom_first():
    lines = scramble(page_of(ROW, ["其他资金", "1.50"]), len, Never(None))
    assert texts(lines) == ["其他资 1.5", "0金", "年度资金总 149000000.0 0.0 0.0 1", "000000额"]


def test_tails_can_be_glued_to_the_last_head():
    row = ["发明专利拥有量", "超6000件", "5584件", "5", "4.65"]
    lines = scramble(page_of(row), len, Always(None))
    assert texts(lines) == ["发明专利拥有 超6000 5584 4.655件件量"]


def laid(seed):
    return lay_out(make_form(seed), make_style(Dice.of(seed, "style")))


@pytest.mark.parametrize("seed", range(10))
def test_no_character_is_lost(seed):
    form = laid(seed)
    for page in form.pages:
        lines = scramble(page, load_face(form.style.face).width, Dice.of(seed, "scramble"))
        printed = Counter("".join("".join(run.text.split()) for run in page.runs))
        assert Counter("".join("".join(line.text.split()) for line in lines)) == printed
        assert Counter("".join("".join(line.split()) for line in plain_dump(page))) == printed


def test_no_glyph_moves():
    form = laid(5)
    width = load_face(form.style.face).width
    order = [
        [run for line in scramble(page, width, Dice.of(5, "scramble")) for run in line.runs] for page in form.pages
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
