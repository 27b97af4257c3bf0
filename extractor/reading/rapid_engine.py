"""The default engine: the PP-OCRv6 models inside the rapidocr package, run by onnxruntime. Nothing is downloaded."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import rapidocr
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_rec import TextRecognizer
from rapidocr.utils.parse_parameters import ParseParams

from extractor.reading.ctc import decode
from extractor.reading.engine import Recognised
from extractor.reading.settings import ReadingSettings
from models.errors import EngineError
from models.geometry import Box, bounding_box
from models.page import Pixels

MODELS = Path(rapidocr.__file__).parent / "models"
DETECTION_MODEL = MODELS / "PP-OCRv6_det_small.onnx"
RECOGNITION_MODEL = MODELS / "PP-OCRv6_rec_small.onnx"

CROP_HEIGHT_PX = 48
"""The height that every model of the PP-OCR family was trained to read at."""

WIDTH_STEP_PX = 32
"""Crops are padded to a multiple of this, so that crops of like width share a run."""


class RapidOcrEngine:
    """Detection and its post-processing by rapidocr; the decoding is ours, which keeps what rapidocr drops."""

    name = "rapidocr"

    def __init__(self, settings: ReadingSettings) -> None:
        detection = settings.detection_model or DETECTION_MODEL
        recognition = settings.recognition_model or RECOGNITION_MODEL
        for model in (detection, recognition):
            if not model.is_file():
                raise EngineError(f"rapidocr: model {model.name} is missing; install rapidocr 3.10 again")
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        config = ParseParams.load(Path(rapidocr.__file__).parent / "config.yaml")
        config.EngineConfig.onnxruntime.intra_op_num_threads = settings.threads or -1
        for part, model in ((config.Det, detection), (config.Rec, recognition)):
            part.model_path = str(model)
            part.engine_cfg = config.EngineConfig.onnxruntime
        config.Det.limit_type = "max"
        config.Det.limit_side_len = settings.detector_long_side_px
        config.Rec.font_path = None
        try:
            self._detector = TextDetector(config.Det)
            self._recogniser = TextRecognizer(config.Rec)
        except Exception as error:
            raise EngineError(f"rapidocr: the models cannot be loaded ({error}); install rapidocr again") from error
        self._charset: list[str] = self._recogniser.postprocess_op.character
        self._settings = settings
        self.version = f"rapidocr {version('rapidocr')} {detection.stem} {recognition.stem}"

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        try:
            found = self._detector(np.ascontiguousarray(pixels[:, :, ::-1]))
        except Exception as error:
            raise EngineError(f"rapidocr: detection failed: {error}") from error
        return () if found.boxes is None else tuple(bounding_box(quad) for quad in found.boxes)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        lines = [_line_image(crop) for crop in crops]
        order = sorted(range(len(lines)), key=lambda index: (_padded_width(lines[index]), index))
        readings: dict[int, Recognised] = {}
        for group in _groups(order, [_padded_width(line) for line in lines], self._settings.batch_crops):
            batch = _batch([lines[index] for index in group])
            try:
                probabilities = self._recogniser.session(batch)
            except Exception as error:
                raise EngineError(f"rapidocr: recognition failed: {error}") from error
            for index, rows in zip(group, probabilities, strict=True):
                used = lines[index].shape[1] / batch.shape[3]
                readings[index] = decode(rows, self._charset, self._settings.alternatives, used)
        return tuple(readings[index] for index in range(len(lines)))


def _line_image(crop: Pixels) -> Pixels:
    """The crop, BGR as the models want it, at the models' height."""
    height, width = crop.shape[:2]
    new_width = max(1, math.ceil(CROP_HEIGHT_PX * width / height))
    interpolation = cv2.INTER_AREA if height > 2 * CROP_HEIGHT_PX else cv2.INTER_LINEAR
    resized = cv2.resize(
        np.ascontiguousarray(crop[:, :, ::-1]), (new_width, CROP_HEIGHT_PX), interpolation=interpolation
    )
    return np.asarray(resized, dtype=np.uint8)


def _padded_width(line: Pixels) -> int:
    width: int = line.shape[1]
    return math.ceil(width / WIDTH_STEP_PX) * WIDTH_STEP_PX


def _groups(order: Sequence[int], widths: Sequence[int], size: int) -> list[list[int]]:
    """Runs of ``order`` that share a padded width, none longer than ``size``."""
    groups: list[list[int]] = []
    for index in order:
        if groups and len(groups[-1]) < size and widths[groups[-1][0]] == widths[index]:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _batch(lines: Sequence[Pixels]) -> npt.NDArray[np.float32]:
    """Shape (n, 3, 48, width), values -1 to 1, padded on the right with 0 as in training."""
    batch = np.zeros((len(lines), 3, CROP_HEIGHT_PX, _padded_width(lines[-1])), dtype=np.float32)
    for row, line in zip(batch, lines, strict=True):
        row[:, :, : line.shape[1]] = line.transpose(2, 0, 1) / np.float32(127.5) - 1
    return batch
