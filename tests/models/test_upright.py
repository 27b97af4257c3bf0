"""The upright page: what stood at a place of the shown page stands where it should, in its own size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box, bounding_box
from models.upright import UprightView

turns = st.sampled_from([0, 90, 180, 270])
leans = st.floats(-12, 12)
WIDTH, HEIGHT = 842.0, 595.0


@given(turns, leans)
def test_the_whole_page_is_on_it_and_touches_its_edges(rotation, skew_deg):
    view = UprightView.of(WIDTH, HEIGHT, rotation, skew_deg)
    box = bounding_box(view.to_upright.apply(Box(0, 0, WIDTH, HEIGHT).corners()))
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((0, 0, view.width, view.height), abs=1e-6)


cells = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.floats(5, 400)] * 2, *[st.floats(5, 60)] * 2)


@given(turns, leans, cells)
def test_an_upright_cell_comes_back_from_its_box_on_the_shown_page(rotation, skew_deg, cell):
    view = UprightView.of(WIDTH, HEIGHT, rotation, skew_deg)
    shown = bounding_box(view.to_upright.inverse().apply(cell.corners()))
    back = view.box(shown)
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx((cell.x0, cell.y0, cell.x1, cell.y1), abs=1e-6)


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (0, 0)), (90, (HEIGHT, 0)), (180, (WIDTH, HEIGHT)), (270, (0, WIDTH))]
)
def test_the_page_is_turned_clockwise(rotation, corner):
    view = UprightView.of(WIDTH, HEIGHT, rotation, 0)
    assert tuple(view.to_upright.apply([(0, 0)])[0]) == pytest.approx(corner, abs=1e-9)


def test_a_box_too_thin_to_be_a_leaning_cells_keeps_its_sides():
    box = UprightView.of(WIDTH, HEIGHT, 0, 5).box(Box(10, 10, 200, 12))
    assert (box.width, box.height) == pytest.approx((190, 2))
