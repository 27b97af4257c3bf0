"""The default engine: the PP-OCRv6 models inside the rapidocr package, run by OpenVINO. Nothing is downloaded."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import rapidocr
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_rec import TextRecognizer
from rapidocr.utils.parse_parameters import ParseParams
from rapidocr.utils.typings import EngineType

from extractor.reading.engine import Recognised, asked
from extractor.reading.line_batches import Batch, recognise_in_batches
from extractor.reading.settings import ReadingSettings
from models.errors import EngineError
from models.geometry import Box, bounding_box
from models.page import Pixels

PACKAGE = Path(rapidocr.__file__).parent
DETECTION_MODEL = PACKAGE / "models" / "PP-OCRv6_det_small.onnx"
RECOGNITION_MODEL = PACKAGE / "models" / "PP-OCRv6_rec_small.onnx"


class RapidOcrEngine:
    """Detection and its post-processing by rapidocr; the decoding is ours, which keeps what rapidocr drops."""

    name = "rapidocr"

    def __init__(self, settings: ReadingSettings) -> None:
        detection = settings.detection_model or DETECTION_MODEL
        recognition = settings.recognition_model or RECOGNITION_MODEL
        for model in (detection, recognition):
            # rapidocr would go and fetch a model that is not there
            if not model.is_file():
                raise EngineError(f"rapidocr: the model {model} is missing; name another or reinstall rapidocr")
        self._settings = settings
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        config = ParseParams.load(PACKAGE / "config.yaml")
        config.EngineConfig.onnxruntime.intra_op_num_threads = settings.threads or -1
        config.EngineConfig.openvino.inference_num_threads = settings.threads or -1
        for part, model in ((config.Det, detection), (config.Rec, recognition)):
            part.model_path = str(model)
            part.engine_type = EngineType(settings.inference)
            part.engine_cfg = config.EngineConfig[settings.inference]
        config.Det.limit_type = "max"
        config.Det.limit_side_len = settings.detector_long_side_px
        config.Rec.font_path = None
        if settings.inference == "openvino":
            _silence_openvino()
        try:
            self._detector = TextDetector(config.Det)
            self._recogniser = TextRecognizer(config.Rec)
        except Exception as error:
            raise EngineError(f"rapidocr: the models cannot be loaded ({error}); reinstall rapidocr") from error
        runtime = f"{settings.inference} {version(settings.inference)} {self._precision()}"
        self.version = f"rapidocr {version('rapidocr')} {detection.stem} {recognition.stem} {runtime}"

    def _precision(self) -> str:
        """What the models are reckoned in: OpenVINO takes bf16 where the processor has it, and then reads otherwise."""
        if self._settings.inference == "onnxruntime":
            return "f32"
        model = self._recogniser.session.session.get_compiled_model()
        return str(model.get_property("INFERENCE_PRECISION_HINT").get_type_name())

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        found = asked(self.name, lambda: self._detector(np.ascontiguousarray(pixels[:, :, ::-1])))
        return () if found.boxes is None else tuple(bounding_box(quad) for quad in found.boxes)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        charset: list[str] = self._recogniser.postprocess_op.character
        return recognise_in_batches(crops, self._run, charset, self._settings.alternatives, self._settings.batch_crops)

    def _run(self, batch: Batch) -> Batch:
        probabilities: Batch = asked(self.name, lambda: self._recogniser.session(batch))
        return probabilities


def _silence_openvino() -> None:
    """OpenVINO tells an analytics service that it was imported, unless the package that would do so is not there."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # how Python says: not importable
