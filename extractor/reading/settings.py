"""Every knob of the room, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How text is found and read.

    ``detector_long_side_px``: the page's longer side as the detector sees it. At 1600 all
    7 pt print of an A4 page at 150 and 200 dpi was found; 2000 found no more and took longer.
    ``alternatives``: how many other readings are kept for a character. Digits are confused in small families
    (0 6 8 9; 1 7; 3 5 8), so four cover them.
    ``batch_crops``: crops of like width in one run of the recogniser. 16 take 3 % less time than 4, more no less.
    ``inference``: the library that runs the models of ``rapidocr``. OpenVINO reckons in bf16 where the processor can,
    at half the time and with the same text; onnxruntime always in f32.
    ``threads``: threads inside one run of a model; 0 leaves it to the runtime.
    ``minimum_probability``: a line whose characters are on average less likely than this is not text:
    readable print lies far above, specks and scraps of drawings mostly below.
    ``minimum_overlooked``: the same for ink that the detector saw no text in: it may as well be dirt.
    ``reread_below``: a line with a character less likely than this is worth a second look: on clean print nearly
    every character is above it, and a second look costs as much as the first.
    ``reread_scale``: how much larger a doubtful cell is shown to the recogniser the second time.
    ``device``: where a model runs, as its own library names it (``cpu``, ``gpu:0``).
    ``detection_model`` and ``recognition_model``: a user's own models: an ``.onnx`` file for ``rapidocr``, a
    directory with ``inference.onnx`` and ``inference.yml`` for ``paddleocr``. None: those in the rapidocr package.
    ``tesseract_program``, ``tesseract_language``: the program, by name or path, and its language data.
    ``tesseract_timeout_s``: longer than the slowest page seen, so that only a hung program is given up.
    """

    detector_long_side_px: int = 1600
    alternatives: int = 4
    batch_crops: int = 16
    inference: Literal["openvino", "onnxruntime"] = "openvino"
    threads: int = 0
    minimum_probability: float = 0.5
    minimum_overlooked: float = 0.75
    reread_below: float = 0.9
    reread_scale: float = 1.6
    device: str = "cpu"
    detection_model: Path | None = None
    recognition_model: Path | None = None
    tesseract_program: str = "tesseract"
    tesseract_language: str = "chi_sim"
    tesseract_timeout_s: float = 120.0
