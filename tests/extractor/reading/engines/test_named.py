"""What every engine must do, whatever stands behind it; and what is said when it is not there."""

import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from extractor.reading import ENGINE_NAMES, ReadingSettings, bared, engine_by_name, read_raster
from models.errors import EngineError

SETTINGS = ReadingSettings()
LEAST_RIGHT = {"rapidocr": 0.99, "paddleocr": 0.99, "tesseract": 0.8}
"""Share of characters that each engine must read right on the clean page: what it is there for, less a little."""


def skip_where_absent(name):
    if name == "paddleocr" and find_spec("paddleocr") is None:
        pytest.skip("the optional package paddleocr is not installed")
    if name == "tesseract" and shutil.which("tesseract") is None:
        pytest.skip("the program tesseract is not installed")


@pytest.fixture(scope="module", params=[*ENGINE_NAMES, "rapidocr by onnxruntime"])
def engine(request):
    name, _, inference = request.param.partition(" by ")
    skip_where_absent(name)
    return engine_by_name(name, replace(SETTINGS, inference=inference or SETTINGS.inference))


@pytest.fixture(scope="module")
def lines(engine, form):
    return read_raster(form.raster, bared(form.raster, form.rules), form.rules, engine, SETTINGS)


def text_in(box, lines):
    return "".join(line.text for line in lines if box.contains(*line.box.center)).replace(" ", "")


def test_an_engine_says_who_it_is(engine):
    assert engine.name in ENGINE_NAMES
    assert any(char.isdigit() for char in engine.version)


def test_the_words_of_a_page_are_read_into_their_cells(engine, lines, form):
    errors = sum(Levenshtein.distance(text, text_in(box, lines)) for text, box in form.cells)
    assert 1 - errors / sum(len(text) for text, _ in form.cells) >= LEAST_RIGHT[engine.name]


def test_no_line_reaches_across_a_rule(lines, form):
    for line in lines:
        for rule in form.rules:
            if rule.orientation == "vertical" and rule.start < line.box.center[1] < rule.end:
                assert not line.box.x0 + 0.5 < rule.position < line.box.x1 - 0.5


def test_glyphs_stand_in_order_within_their_line(lines):
    for line in lines:
        assert line.text.replace(" ", "") == "".join(glyph.char for glyph in line.glyphs)
        centers = [glyph.box.center[0] for glyph in line.glyphs]
        assert centers == sorted(centers)
        assert all(0 <= glyph.probability <= 1 for glyph in line.glyphs)
        assert all(line.box.padded(0.01).contains(*glyph.box.center) for glyph in line.glyphs)


def test_a_blank_page_says_nothing(engine, form):
    blank = np.full_like(form.raster.pixels, 255)
    assert engine.detect(blank) == ()
    assert engine.recognise([]) == ()


def test_every_crop_is_answered(engine, form):
    crop = form.raster.pixels[44:90, 240:600]
    answers = engine.recognise([crop, np.full((20, 200, 3), 255, np.uint8), crop[:, :60]])
    assert len(answers) == 3
    assert answers[1].text.strip() == ""
    for answer in answers:
        assert all(0 <= c.x0 <= c.x1 <= 1 and 0 <= c.probability <= 1 for c in answer.characters)


CALLS_NOBODY = """
import os, sys
def heard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        os.write(2, f"called: {event} {arguments}".encode())
        os._exit(1)
sys.addaudithook(heard)
import numpy as np
from extractor.reading import ReadingSettings, bared, engine_by_name
engine = engine_by_name("rapidocr", ReadingSettings(threads=1, inference=sys.argv[1]))
engine.recognise([np.full((40, 200, 3), 255, np.uint8)])
"""


@pytest.mark.parametrize("inference", ["openvino", "onnxruntime"])
def test_the_default_engine_calls_nobody(inference):
    """In a process of its own: libraries that report their use do so when they are first imported, from a child."""
    call = [sys.executable, "-c", CALLS_NOBODY, inference]
    done = subprocess.run(call, capture_output=True, timeout=240, check=False)
    assert "called" not in done.stderr.decode()
    assert done.returncode == 0, done.stderr.decode()


def test_a_name_nobody_bears_is_answered_with_those_there_are():
    with pytest.raises(EngineError, match="rapidocr, paddleocr, tesseract"):
        engine_by_name("textract", SETTINGS)


@pytest.mark.parametrize(
    ("name", "settings", "remedy"),
    [
        ("tesseract", ReadingSettings(tesseract_program="no-such-program"), "install tesseract-ocr"),
        ("tesseract", ReadingSettings(tesseract_language="tlh_sim"), "tesseract-ocr-tlh-sim"),
    ],
)
def test_what_is_missing_is_named_with_its_remedy(name, settings, remedy):
    if settings.tesseract_program == "tesseract":
        skip_where_absent(name)
    with pytest.raises(EngineError, match=remedy):
        engine_by_name(name, settings)


def test_a_missing_model_is_named_and_not_fetched(tmp_path):
    with pytest.raises(EngineError, match=r"mine\.onnx is missing"):
        engine_by_name("rapidocr", ReadingSettings(detection_model=tmp_path / "mine.onnx"))


def test_paddleocr_absent_is_said_with_its_remedy():
    if find_spec("paddleocr") is not None:
        pytest.skip("the optional package paddleocr is installed")
    with pytest.raises(EngineError, match=r"scanledger\[paddleocr\]"):
        engine_by_name("paddleocr", SETTINGS)


def test_the_detector_is_shown_what_rapidocr_would_show_it():
    detector = engine_by_name("rapidocr", replace(SETTINGS, threads=1))._loaded().detector
    image = np.random.default_rng(0).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    own = type(detector).get_preprocess(detector)(image)
    assert np.array_equal(detector.get_preprocess()(image), own)
