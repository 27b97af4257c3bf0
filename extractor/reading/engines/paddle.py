"""PaddleOCR as an engine: the optional extra ``paddleocr``, without network and without paddlepaddle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from extractor.reading.engines.contract import Recognised, asked
from extractor.reading.engines.line_batches import Batch, one_by_one, recognise_in_batches
from extractor.reading.engines.paddle_models import MODEL, read_config, write_detection_model, write_recognition_model
from extractor.reading.engines.rapid import DETECTION_MODEL, RECOGNITION_MODEL
from extractor.reading.settings import ReadingSettings
from models.errors import EngineError
from models.geometry import Box, bounding_box
from models.page import Pixels


class PaddleOcrEngine:
    """PaddleOCR's own detection and recognition models, from directories on this machine.

    Where the settings name no directories, they are made from the models inside the rapidocr package.
    """

    name = "paddleocr"

    def __init__(self, settings: ReadingSettings) -> None:
        if find_spec("paddleocr") is None:
            raise EngineError("paddleocr is not installed; install scanledger[paddleocr], or choose rapidocr")
        paddleocr = import_module("paddleocr")
        with TemporaryDirectory(prefix="paddleocr-models-") as made:
            detection = settings.detection_model or write_detection_model(DETECTION_MODEL, Path(made) / "det")
            recognition = settings.recognition_model or write_recognition_model(RECOGNITION_MODEL, Path(made) / "rec")
            self._detector = _loaded(
                paddleocr.TextDetection,
                detection,
                settings,
                limit_side_len=settings.detector_long_side_px,
                limit_type="max",
            )
            self._recogniser = _loaded(paddleocr.TextRecognition, recognition, settings)
            configs = read_config(detection), read_config(recognition)
        # the first class is the blank of CTC and the last one a space; neither is in the file
        self._charset = ["", *map(str, configs[1]["PostProcess"]["character_dict"]), " "]
        self.version = " ".join(
            ["paddleocr", version("paddleocr"), *(config["Global"]["model_name"] for config in configs)]
        )
        self._settings = settings

    def load(self) -> None:
        """They are loaded when it is made."""

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        image = np.ascontiguousarray(pixels[:, :, ::-1])
        found = asked(self.name, lambda: self._detector.predict(image)[0])
        return tuple(bounding_box(polygon) for polygon in found["dt_polys"])

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        return recognise_in_batches(
            crops, one_by_one(self._run), self._charset, self._settings.alternatives, self._settings.batch_crops
        )

    def _run(self, batch: Batch) -> Batch:
        # predict() would give text and a mean score; the runner under it gives every step's probabilities
        runner = self._recogniser.paddlex_predictor.runner
        probabilities: Batch = asked(self.name, lambda: runner(x=[batch])[0])
        return probabilities


def _loaded(kind: Callable[..., object], directory: Path, settings: ReadingSettings, **options: int | str) -> Any:  # noqa: ANN401 - paddleocr has no types
    """One of PaddleOCR's models, from its directory; an ONNX file is run by onnxruntime, any other by Paddle."""
    name = read_config(directory)["Global"]["model_name"]
    engine = "onnxruntime" if (directory / MODEL).exists() else None
    try:
        return kind(model_name=name, model_dir=str(directory), engine=engine, device=settings.device, **options)
    except Exception as error:
        raise EngineError(
            f"paddleocr: the model in {directory} cannot be loaded on {settings.device}: {error}"
        ) from error
