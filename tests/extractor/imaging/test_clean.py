"""Light is evened, seals fade and the ink under them stays; no ink is wiped, and quality tells the damage."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.imaging import clean
from models.page import Raster

CENTER, RADIUS = (450, 600), 130


def stamped(page, color):
    """A ring, a star-like disc and a letter of translucent paint: it multiplies with what is under it."""
    paint = np.full_like(page, 255)
    cv2.circle(paint, CENTER, RADIUS, color, 9, cv2.LINE_AA)
    cv2.circle(paint, CENTER, 40, color, -1, cv2.LINE_AA)
    cv2.putText(paint, "A", (CENTER[0] - 15, CENTER[1] + 100), cv2.FONT_HERSHEY_SIMPLEX, 1.5, color, 4, cv2.LINE_AA)
    return (page.astype(float) * paint / 255).astype(np.uint8)


def dark(pixels):
    return pixels.max(axis=2) < 128


@pytest.mark.parametrize("color", [(220, 60, 60), (60, 80, 210)])
def test_a_seal_is_found_and_faded_and_the_ink_under_it_stays(ruled_page, color):
    page = ruled_page()
    cleaned = clean(Raster(stamped(page, color), 2.0))
    (seal,) = cleaned.seals
    assert seal.center == pytest.approx((CENTER[0] / 2, CENTER[1] / 2), abs=3)
    assert seal.width == pytest.approx(RADIUS + 4, abs=6)
    ink = dark(page)
    assert (dark(cleaned.raster.pixels) == ink)[ink].mean() > 0.97
    assert cleaned.raster.pixels[~cv2.dilate(ink.astype(np.uint8), np.ones((7, 7))).astype(bool)].min() > 200


def test_a_red_headline_is_no_seal():
    page = np.full((1200, 900, 3), 255, np.uint8)
    cv2.putText(page, "PFTPFTPFT", (150, 150), cv2.FONT_HERSHEY_SIMPLEX, 3, (220, 30, 30), 8, cv2.LINE_AA)
    assert clean(Raster(page, 1.0)).seals == ()


def test_uneven_light_is_evened(ruled_page):
    page = ruled_page()
    light = np.linspace(0.45, 1.0, page.shape[1])[None, :, None]
    pixels = clean(Raster((page * light).astype(np.uint8), 1.0)).raster.pixels
    paper = cv2.erode(page.min(axis=2), np.ones((9, 9), np.uint8)) == 255
    assert pixels[paper].min() > 225
    ink = cv2.dilate(page.max(axis=2), np.ones((2, 2), np.uint8)) == 0
    assert pixels[ink].max() < 90


def test_crumbs_of_broken_strokes_stay(text_page):
    page = text_page()
    worn = page.copy()
    worn[np.random.default_rng(3).random(page.shape[:2]) < 0.3] = 255
    pixels = clean(Raster(worn, 1.0)).raster.pixels
    assert dark(pixels).sum() > 0.98 * dark(worn).sum()


def test_a_blank_page_is_clean_already():
    blank = Raster(np.full((400, 300, 3), 255, np.uint8), 1.0)
    cleaned = clean(blank)
    assert cleaned.seals == ()
    assert cleaned.raster.pixels.min() == 255


def test_scale_and_way_back_are_kept(ruled_page):
    source = Raster(ruled_page(), 1.7)
    raster = clean(source).raster
    assert (raster.px_per_unit, raster.to_shown, raster.pixels.shape) == (1.7, source.to_shown, source.pixels.shape)
