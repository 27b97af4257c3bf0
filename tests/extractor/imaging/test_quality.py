from __future__ import annotations

import cv2
import numpy as np

from extractor.imaging.quality import quality_of


def test_quality_falls_with_each_damage(text_page):
    page = text_page()
    noise = np.random.default_rng(0).normal(0, 22, page.shape)
    damaged = {
        "pale": 255 - (255 - page) // 3,
        "blurred": cv2.GaussianBlur(page, (0, 0), 3.0),
        "noisy": np.clip(page * 0.8 + 30 + noise, 0, 255).astype(np.uint8),
        "coarse": cv2.resize(page, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA),
    }
    best = quality_of(page)
    assert best > 0.85
    for name, pixels in damaged.items():
        assert 0.0 <= quality_of(pixels) < best - 0.1, name


def test_a_blank_page_has_nothing_that_could_be_misread():
    assert quality_of(np.full((400, 300, 3), 255, np.uint8)) == 1.0
