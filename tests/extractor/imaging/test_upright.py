"""Whatever the pose, the page is stood upright, and its points lead back to where they came from."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from extractor.imaging import ImagingSettings, Reader, stand_upright
from models.both import at_once, in_turn
from models.geometry import Homography, Mesh, PageMap
from models.page import Raster

SETTINGS = ImagingSettings()
GREEN = (0, 200, 0)


def dotted(page, places):
    page = page.copy()
    for place in places:
        cv2.circle(page, place, 7, GREEN, -1)
    return page


def dots_of(pixels):
    """Centres of the green dots in page coordinates (the centre of the first pixel is at a half)."""
    red, green, blue = (pixels[:, :, i].astype(float) for i in range(3))
    weight = np.clip((green - np.maximum(red, blue)) / 200, 0, 1)
    count, labels = cv2.connectedComponents((weight > 0.2).astype(np.uint8))
    ys, xs = np.mgrid[: pixels.shape[0], : pixels.shape[1]] + 0.5
    centers = []
    for label in range(1, count):
        inside = cv2.dilate((labels == label).astype(np.uint8), np.ones((5, 5), np.uint8)) * weight
        if inside.sum() > 40:
            centers.append(((inside * xs).sum() / inside.sum(), (inside * ys).sum() / inside.sum()))
    return np.array(centers)


def farthest_from_home(upright, source):
    """How far any dot of the upright page, led back, ends from a dot of the source."""
    back = upright.raster.to_shown.apply(dots_of(upright.raster.pixels) / upright.raster.px_per_unit)
    home = dots_of(source.pixels) / source.px_per_unit
    assert len(back) == len(home) == 5
    return max(np.hypot(*(home - point).T).min() for point in back)


PLACES = [(30, 30), (870, 40), (450, 130), (40, 1160), (850, 1170)]


@pytest.mark.parametrize("pose", list(itertools.product([0, 90, 180, 270], [-14.3, 0.0, 9.6])))
def test_any_turn_and_lean_is_undone_and_points_lead_back(ruled_page, posed, top_heavy, words, pose):
    turn, lean = pose
    source = Raster(posed(dotted(ruled_page(), PLACES), turn, lean), 1.5)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    assert upright.decided
    assert upright.turn == turn
    assert upright.skew_deg == pytest.approx(lean, abs=0.1)
    assert farthest_from_home(upright, source) < 0.5 / source.px_per_unit


@pytest.mark.parametrize("turn", [0, 90])
def test_what_is_done_at_once_comes_to_the_same(ruled_page, posed, top_heavy, words, turn):
    source = Raster(posed(dotted(ruled_page(), PLACES), turn, 3.0), 1.5)
    alone, several = (stand_upright(source, top_heavy, words, SETTINGS, both) for both in (in_turn, at_once))
    assert np.array_equal(several.raster.pixels, alone.raster.pixels)
    told = [(one.turn, one.skew_deg, one.decided, one.reasons, one.raster.to_shown) for one in (alone, several)]
    assert told[0] == told[1]


@pytest.mark.parametrize("lean", [-33.0, -8.2, 3.3])
def test_a_page_without_rules_is_levelled_by_its_text(text_page, posed, top_heavy, words, lean):
    upright = stand_upright(Raster(posed(text_page(), 180, lean), 1.0), top_heavy, words, SETTINGS)
    assert (upright.turn, upright.decided) == (180, True)
    assert upright.skew_deg == pytest.approx(lean, abs=0.1)
    assert "lean read from text" in upright.reasons


def test_an_upright_page_is_left_as_it_is(ruled_page, top_heavy, words):
    source = Raster(ruled_page(), 2.0)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    assert upright.raster is source
    assert upright.skew_deg == 0.0


def nothing(_):
    return []


def line_page():
    """A page with a single short line: too few letters to tell a line by the ink alone."""
    page = np.full((1200, 900, 3), 255, np.uint8)
    cv2.putText(page, "PFTPFTF", (75, 180), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_line_that_ink_alone_does_not_tell_is_found_by_the_reader(posed, top_heavy, words, turn):
    source = Raster(posed(line_page(), turn, 0.0), 1.0)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    assert (upright.turn, upright.decided) == (turn, True)
    unaided = stand_upright(source, Reader(top_heavy.recognise, nothing), words, SETTINGS)
    assert not unaided.decided, "or the line is no test"


def test_a_page_that_hardly_reads_is_turned_as_it_reads_best(ruled_page, posed, top_heavy):
    def faintly(crops):
        return [(text[:2], 0.62) if sure > 0.5 else (text, sure) for text, sure in top_heavy.recognise(crops)]

    upright = stand_upright(Raster(posed(ruled_page(), 270, 0.0), 1.0), Reader(faintly, nothing), ("合计",), SETTINGS)
    assert (upright.turn, upright.decided) == (270, False)


def test_a_reader_that_reads_nothing_leaves_the_turn_undecided(ruled_page, posed, words):
    def blind(crops):
        return [("", 0.0) for _ in crops]

    upright = stand_upright(Raster(posed(ruled_page(), 90, 2.0), 1.0), Reader(blind, nothing), words, SETTINGS)
    assert (upright.turn, upright.decided) == (0, False)
    assert "no turn makes the page readable" in upright.reasons[-1]


def test_a_reader_that_reads_every_turn_leaves_it_undecided(ruled_page, words):
    def credulous(crops):
        return [("合计", 0.99) for _ in crops]

    upright = stand_upright(Raster(ruled_page(), 1.0), Reader(credulous, nothing), words, SETTINGS)
    assert not upright.decided
    assert "equally well" in upright.reasons[-1]


@pytest.mark.parametrize("page", [np.full((300, 200, 3), 255, np.uint8), np.zeros((40, 30, 3), np.uint8)])
def test_a_page_without_text_is_undecided_and_untouched(page, top_heavy, words):
    source = Raster(page, 1.0)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    assert not upright.decided
    assert upright.raster is source


def photographed(page, corners, size):
    """The page seen at a slant on a dark desk, and the map from page to picture."""
    height, width = page.shape[:2]
    outline = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(outline, np.array(corners, np.float32))
    desk = np.random.default_rng(0).normal(70, 6, (size[1], size[0], 3)).clip(0, 255).astype(np.uint8)
    cv2.warpPerspective(page, matrix, size, desk, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT)
    return desk, Homography.of(matrix)


def test_a_photo_is_seen_straight_on_and_its_desk_painted_white(ruled_page, top_heavy, words):
    corners = [(150, 130), (1010, 90), (1100, 1320), (80, 1380)]
    picture, from_page = photographed(ruled_page(), corners, (1200, 1500))
    upright = stand_upright(Raster(picture, 1.0), top_heavy, words, SETTINGS)
    assert upright.turn == 0
    assert "seen at a slant, and straightened" in upright.reasons
    (back,) = upright.raster.to_shown.steps
    to_upright = back.inverse().after(from_page)
    for start, end in [
        ((60, 150), (840, 150)),
        ((60, 1050), (840, 1050)),
        ((60, 150), (60, 1050)),
        ((840, 150), (840, 1050)),
    ]:
        dx, dy = np.diff(to_upright.apply([start, end]), axis=0)[0]
        assert min(abs(dx), abs(dy)) / np.hypot(dx, dy) < np.radians(0.1)
    assert upright.raster.pixels[3:-3, 3].min() > 180
    assert upright.raster.pixels[3, 3:-3].min() > 180


def test_a_bent_page_is_laid_flat_and_its_points_lead_back(ruled_page, top_heavy, words):
    page = dotted(ruled_page(), [(90, 180), (800, 190), (450, 600), (100, 1020), (820, 1010)])
    ys, xs = np.mgrid[: page.shape[0], : page.shape[1]].astype(np.float32)
    bent = cv2.remap(page, xs, ys + 18 * np.sin(xs / page.shape[1] * np.pi), cv2.INTER_CUBIC, borderValue=(255,) * 3)
    source = Raster(bent, 1.25)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    assert upright.turn == 0
    assert isinstance(upright.raster.to_shown.steps[0], Mesh)
    assert farthest_from_home(upright, source) < 0.5 / source.px_per_unit
    rows = np.flatnonzero((upright.raster.pixels.min(axis=2)[:, 100:800] < 128).mean(axis=1) > 0.9)
    assert len(rows) >= 15, "each of the fifteen rules lies within single rows of pixels"


def test_a_map_that_the_source_already_had_is_kept(ruled_page, posed, top_heavy, words):
    twice = PageMap((Homography.of(np.diag([1.0, 2.0, 1.0])),))
    source = Raster(posed(ruled_page(), 90, 0.0), 1.0, twice)
    upright = stand_upright(source, top_heavy, words, SETTINGS)
    plain = stand_upright(Raster(source.pixels, 1.0), top_heavy, words, SETTINGS)
    point = [[100.0, 50.0]]
    assert upright.raster.to_shown.apply(point) == pytest.approx(plain.raster.to_shown.apply(point) * [1, 2])
