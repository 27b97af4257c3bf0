"""Weights in brackets, and words that ran together in one cell."""

from collections.abc import Callable

import pytest

from extractor.forms.carried import own_part, split_weight
from extractor.forms.sheet import Finding
from models.geometry import Box
from models.record import Place
from models.text import TextLine

Line = Callable[..., TextLine]
WORDS = ("产出指标", "效益指标", "满意度指标", "成本指标")


def finding(text: str, draw_line: Line) -> Finding:
    lines = tuple(draw_line(part, y=9.0 * number) for number, part in enumerate(text.split("|")))
    return Finding(lines, Place(1, Box(0, 0, 100, 40), 0, 0, 1), "一级指标")


def said(found: Finding) -> str:
    return "".join(line.text for line in found.lines)


@pytest.mark.parametrize(
    "printed",
    [
        "产出指标(50分)",
        "产出指标(50分",
        "产出指标（50",
        "产出指标|50分)",
        "产出指标50)",
        "产出指标|(50分)|",
        "(50分)|产出指标",
        "产出|(50分)|指标",
        "产出指标【50分】",
        "产出指标(50",
        "产出指标50",
        "产出指标(·50分)",
    ],
)
def test_the_weight_in_whatever_is_left_of_its_brackets(draw_line: Line, printed: str) -> None:
    words, weight = split_weight(finding(printed, draw_line), "一级指标")
    assert (said(words), said(weight)) == ("产出指标", "50")


@pytest.mark.parametrize("printed", ["产出指标", "50", "产出指标一"])
def test_no_weight_beside_a_word(draw_line: Line, printed: str) -> None:
    words, weight = split_weight(finding(printed, draw_line), "一级指标")
    assert (said(words), said(weight)) == (printed, "")


@pytest.mark.parametrize(
    ("own", "part"),
    [("产出指标", "产出指标(50分)"), ("效益指标", "效益指标(30分)"), ("满意度指标", "满意度指标(10分)")],
)
def test_of_words_that_ran_together_a_row_gets_its_own(draw_line: Line, own: str, part: str) -> None:
    cell = finding("产出指标|(50分)|效益指标(30分)|满意度指标|(10分)", draw_line)
    assert said(own_part(cell, WORDS, (own,))) == part


@pytest.mark.parametrize(("text", "own"), [("产出指标(50分)", "效益指标"), ("产出指标效益指标", "满意度指标")])
def test_a_cell_that_does_not_say_the_rows_word_stays(draw_line: Line, text: str, own: str) -> None:
    cell = finding(text, draw_line)
    assert own_part(cell, WORDS, (own,)) == cell
