"""The bend of a page of which pale, broken rules are left."""

import cv2
import numpy as np
import pytest

from extractor.imaging.flatten import find_bend
from extractor.imaging.ink import ink_mask

HEIGHT, WIDTH, TEXT_PX = 1200, 900, 14.0


def _pale_table(depth):
    """Twelve broken rules, 40 grey levels paler than print, on grainy paper, bowed downwards by ``depth`` pixels."""
    random = np.random.default_rng(7)
    page = np.full((HEIGHT, WIDTH), 250, np.uint8)
    for y in range(150, 1050, 75):
        x = 80.0
        while x < 820:
            dash = random.uniform(15, 60)
            page[y : y + 2, round(x) : round(min(x + dash, 820))] = 215
            x += dash + random.uniform(2, 16)
    across, down = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))
    bent = cv2.remap(page, across, down - _bow(across, depth).astype(np.float32), cv2.INTER_LINEAR, borderValue=250)
    return np.clip(bent + random.normal(0, 3, page.shape), 0, 255).astype(np.uint8)


def _bow(x, depth):
    return depth * np.sin(np.pi * x / WIDTH)


@pytest.mark.parametrize("depth", [-15.0, 12.0])
def test_pale_broken_rules_show_the_bend(depth):
    page = _pale_table(depth)
    bend = find_bend(page, ink_mask(page), TEXT_PX)
    assert bend is not None
    x = np.linspace(100, 800, 20)
    seen = bend.shift(x, np.full(20, 600.0))
    assert np.ptp(seen - _bow(x, depth)) < 1.5


def test_pale_broken_rules_that_are_straight_are_left_alone():
    page = _pale_table(0.0)
    assert find_bend(page, ink_mask(page), TEXT_PX) is None
