"""The variants are what their truth says: turned so, leaning so, with or without text."""

from functools import cache
from io import BytesIO

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from models.errors import UsageError
from samples.damage import lean, turn
from samples.dice import Dice
from samples.scan import scan_page
from samples.variants import make_samples

SEED = 21


@cache
def only(variant, index=0, container=None):
    return next(make_samples(SEED, index, [variant], container))


def shown(data, dpi=60):
    with pymupdf.open("pdf", data) as document:
        pixmap = document[0].get_pixmap(dpi=dpi)
        return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()


def likeness(a, b):
    """Correlation of two pictures after a blur that forgives a pixel."""
    b = cv2.resize(b, a.shape[1::-1])
    grey = [cv2.GaussianBlur(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), (0, 0), 1.2).ravel().astype(float) for p in (a, b)]
    return np.corrcoef(*grey)[0, 1]


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("variant", ["rotate", "rotate_upright", "scrambled", "none"])
def test_turning_by_the_true_rotation_sets_the_page_upright(variant, index):
    sample = only(variant, index, "pdf")
    upright = shown(only("born", index).data)
    rotation = sample.truth["pages"][0]["rotation"]
    assert likeness(upright, turn(shown(sample.data), rotation)) > 0.9
    if rotation:
        assert likeness(upright, shown(sample.data)) < 0.5


@pytest.mark.parametrize("grade", ["light", "heavy"])
@pytest.mark.parametrize("index", range(4))
def test_undoing_turn_and_skew_gives_the_printed_page(grade, index):
    sample = only(grade, index, "pdf")
    upright = shown(only("born", index).data)
    page = sample.truth["pages"][0]
    turned = turn(shown(sample.data), page["rotation"])
    undone, doubled = (likeness(upright, lean(turned, degrees)) for degrees in (-page["skew"], page["skew"]))
    assert undone > 0.4
    assert undone > doubled


def test_the_uses_of_rotate_are_told_apart():
    with pymupdf.open("pdf", only("rotate").data) as document:
        assert document[0].rotation != 0
    assert only("rotate").truth["pages"][0]["rotation"] != 0
    with pymupdf.open("pdf", only("rotate_upright").data) as document:
        assert document[0].rotation != 0
    assert only("rotate_upright").truth["pages"][0]["rotation"] == 0


@pytest.mark.parametrize("grade", ["none", "light", "heavy", "worst"])
def test_scans_have_no_text_layer_and_every_page_a_truth(grade):
    sample = only(grade, 2, "pdf")
    with pymupdf.open("pdf", sample.data) as document:
        assert not any(page.get_text().strip() for page in document.pages())
        assert len(sample.truth["pages"]) == document.page_count
    assert sample.truth["grade"] == grade


def test_a_tiff_holds_all_pages_and_a_png_only_a_single_page_document():
    pages = {index: len(only("born", index).truth["pages"]) for index in range(5)}
    many = next(index for index, count in pages.items() if count > 1)
    single = next(index for index, count in pages.items() if count == 1)
    with Image.open(BytesIO(only("light", many, "tif").data)) as picture:
        assert picture.n_frames == pages[many]
    assert only("light", many, "png").suffix == ".light.pdf"
    with Image.open(BytesIO(only("light", single, "png").data)) as picture:
        assert picture.format == "PNG"


@pytest.mark.parametrize("variant", ["born", "scrambled", "dump", "heavy"])
def test_the_same_seed_gives_the_same_bytes(variant):
    assert list(make_samples(SEED, 1, [variant])) == list(make_samples(SEED, 1, [variant]))


def test_a_scrambled_document_comes_as_a_pdf_and_as_its_dump():
    pdf, dump = make_samples(SEED, 0, ["scrambled"])
    assert (pdf.suffix, dump.suffix) == (".scrambled.pdf", ".scrambled.txt")
    assert pdf.truth["records"] == dump.truth["records"]
    assert pdf.truth["pages"][0]["rotation"] in (90, 270)
    assert dump.data.decode().strip()


def test_an_unknown_variant_is_named():
    with pytest.raises(UsageError, match="worse"):
        list(make_samples(1, 0, ["worse"]))


@pytest.mark.parametrize(("size", "dpi"), [(9, 150), (7, 150), (5, 210)])
def test_small_print_is_scanned_finely_enough_to_be_read(size, dpi):
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 72), "0.00", fontsize=size)
        assert scan_page(page, "light", "", Dice.of(1)).dpi == dpi
