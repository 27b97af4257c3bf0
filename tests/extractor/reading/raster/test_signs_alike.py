"""Signs that were read as digits, told by what the page's other signs and digits look like."""

import cv2
import numpy as np
import pytest

from extractor.reading import with_signs_alike
from models.geometry import Box
from models.page import Raster
from models.text import Glyph, TextLine

ADVANCE, HEIGHT, LEFT, ASIDE = 16, 30, 12, 2


def drawn(char):
    """A character on its own paper, shape (30, 16)."""
    paper = np.full((HEIGHT, ADVANCE), 255, np.uint8)

    def strokes(*points):
        cv2.polylines(paper, [np.array(points, np.int32)], isClosed=False, color=0, thickness=1)

    if char in "≥≤><":
        strokes((3, 8), (12, 13), (3, 18))
        if char in "≥≤":
            strokes((3, 21), (12, 21))
        return paper[:, ::-1] if char in "≤<" else paper
    if char == "%":
        cv2.circle(paper, (4, 10), 2, 0, 1)
        cv2.circle(paper, (11, 19), 2, 0, 1)
        strokes((12, 7), (3, 22))
    elif char in "万元个K":
        strokes((3, 9), (12, 9), (12, 21), (3, 21))
    else:
        cv2.putText(paper, char, (2, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.55, 0, 1)
    return paper


def page(*rows):
    """Lines of (print, read, probability of what was read, alternatives of the misread glyph), one under another.

    What was not read is ``_``: its place belongs to the glyph beside it.
    """
    pixels = np.full((HEIGHT * len(rows) + 20, 300), 255, np.uint8)
    lines = []
    for number, (printed, read, *said) in enumerate(rows):
        y = 10 + number * HEIGHT
        for at, char in enumerate(printed):
            pixels[y : y + HEIGHT, LEFT + at * ADVANCE : LEFT + (at + 1) * ADVANCE] = drawn(char)
        lines.append(line(read, printed, y, *said))
    return lines, Raster(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), 1.0)


def line(read, printed, y, probability=0.99, alternatives=()):
    places = [[at, at + 1] for at in range(len(read))]
    if read[0] == "_":
        places[1][0] = 0
    if read[-1] == "_":
        places[-2][1] = len(read)
    glyphs = tuple(
        Glyph(
            char,
            Box(LEFT + start * ADVANCE + ASIDE, y, LEFT + end * ADVANCE - ASIDE, y + HEIGHT),
            probability if char != shown else 0.99,
            alternatives if char != shown else (),
        )
        for char, shown, (start, end) in zip(read, printed, places, strict=True)
        if char != "_"
    )
    text = read.replace("_", "")
    return TextLine(text, Box(glyphs[0].box.x0, y, glyphs[-1].box.x1, y + HEIGHT), glyphs, "fake")


def same(printed):
    return printed, printed


OTHERS = (same("≥90%"), same("≥85%"), same("100%"), same("12345"), same("67890"), same("28282"))


def put(*row, others=OTHERS):
    lines, bare = page(*others, row)
    *rest, last = with_signs_alike(lines, bare)
    assert rest == lines[:-1]
    return last


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("≥5", "25"),
        ("≥7个", "27个"),
        ("≤91万元", "K91万元"),
        ("85%", "858"),
        ("≥85%", "≥858"),
        ("1%", "18"),
        ("97.32%", "97.328"),
        ("≥92%", "2928"),
    ],
)
def test_what_looks_like_the_signs_of_the_page_is_one(printed, read):
    found = put(printed, read)
    assert found.text == "".join(glyph.char for glyph in found.glyphs) == printed
    changed = [(was, glyph) for was, shown, glyph in zip(read, printed, found.glyphs, strict=True) if was != shown]
    assert all(glyph.alternatives[0] == (was, 0.99) and glyph.probability > 0.7 for was, glyph in changed)


@pytest.mark.parametrize("printed", ["25", "27个", "858", "18", "97.328", "2928", "5", "8个"])
def test_what_looks_like_the_digits_of_the_page_is_none(printed):
    assert put(printed, printed).text == printed


@pytest.mark.parametrize(("printed", "read"), [("≤73万元", "_73万元"), ("≥85%", "≥85_"), ("≥8个", "_8个")])
def test_a_sign_beside_a_digit_that_was_read_is_put_there(printed, read):
    found = put(printed, read)
    assert found.text == printed
    assert [round(glyph.box.x0) // ADVANCE for glyph in found.glyphs] == [
        (LEFT + at * ADVANCE + 3) // ADVANCE for at in range(len(printed))
    ]


def test_paper_beside_a_digit_is_no_sign():
    assert put(" 73万元", "_73万元").text == "73万元"


def test_a_page_without_signs_tells_nothing():
    assert put("≥5", "25", others=OTHERS[3:]).text == "25"


def test_nor_does_one_whose_digits_look_like_its_signs():
    blots = same("≥90%"), ("1%%%5", "18885")
    assert put("85%", "858", others=blots).text == "858"


def test_a_digit_that_looks_like_one_was_never_a_percent_sign():
    lines, bare = page(*OTHERS, ("928", "92?", 0.9, ()))
    *rest, last = lines
    thought = Glyph("8", last.glyphs[-1].box, 0.9, (("%", 0.03), ("6", 0.02)))
    read = TextLine("928", last.box, (*last.glyphs[:-1], thought), "fake")
    (*_, found) = with_signs_alike([*rest, read], bare)
    assert found.text == "928"
    assert found.glyphs[-1].alternatives == (("6", 0.02),)


def test_a_comparator_is_another_one_where_the_recogniser_thought_of_it():
    assert put("≥92%", ">92%", 0.99, (("≥", 0.004),)).text == "≥92%"
    assert put("≥92%", ">92%", 0.6).text == "≥92%"
    assert put("≥92%", ">92%").text == ">92%"
    assert put(">92%", ">92%").text == ">92%"


def test_one_other_comparator_may_be_misread_itself():
    assert put("≥92%", ">92%", 0.6, others=OTHERS[1:]).text == ">92%"


def test_words_and_amounts_stay():
    for text in ("K个个", "1,234,567.89", "25.5.5"):
        printed = text.replace("K", "≥")
        assert put(printed, text).text == text
