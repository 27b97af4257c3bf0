"""Parts that were stood up come into one frame with their page, and everything finds its way back."""

import pytest

from models.geometry import Box, Homography, PageMap
from models.mosaic import Mosaic, Stood

SIZE = (600.0, 800.0)
# A part that lies on its side: its own frame is 300 wide and 200 high.
TABLE = Stood(Box(100, 200, 300, 500), 300, 200, PageMap((Homography.of([[0, -1, 300], [1, 0, 200]]),)))


def mosaic(*others: Box) -> Mosaic:
    return Mosaic.of(SIZE, PageMap(), [TABLE], others)


def test_the_part_stands_where_it_lay_and_what_is_under_it_moves_up():
    frame = mosaic(Box(50, 100, 500, 120), Box(50, 600, 500, 620))
    assert (frame.width, frame.height) == (600, 700)
    assert frame.place(0) == (100, 200)
    assert (frame.drop(110), frame.drop(610)) == (0, -100)


def test_everything_is_mapped_back_to_the_page():
    frame = mosaic()
    x, y = frame.place(0)
    assert frame.to_shown.box(Box(x + 10, y + 20, x + 60, y + 30)) == Box(270, 210, 280, 260)
    assert frame.to_shown.box(Box(40, 150, 60, 160)) == Box(40, 150, 60, 160)
    assert frame.to_shown.box(Box(40, 500, 60, 510)) == Box(40, 600, 60, 610)


def test_a_box_over_the_edge_of_a_strip_is_of_the_strip_of_its_middle():
    frame = mosaic()
    assert frame.to_shown.box(Box(100, 190, 120, 208)) == Box(100, 190, 120, 208)


def test_a_part_beside_something_else_comes_under_the_page():
    frame = mosaic(Box(400, 300, 500, 320))
    assert frame.place(0) == (100, 800)
    assert frame.drop(310) == 0
    assert frame.height == 1000


def test_parts_beside_one_another_come_under_one_another():
    twin = Stood(Box(320, 250, 420, 400), 150, 100, PageMap())
    frame = Mosaic.of(SIZE, PageMap(), [TABLE, twin], ())
    assert [frame.place(0)[1], frame.place(1)[1]] == [200, 400]
    assert frame.height == pytest.approx(800)


def test_a_part_wider_than_the_page_makes_the_frame_wider():
    wide = Stood(Box(0, 100, 200, 800), 700, 200, PageMap())
    assert Mosaic.of(SIZE, PageMap(), [wide], ()).width == 700
