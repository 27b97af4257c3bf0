"""The default engine: the PP-OCRv6 models inside the rapidocr package, run by OpenVINO. Nothing is downloaded.

What runs the models is imported where they are loaded: that takes most of a second, and many a document needs neither.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr

from extractor.reading.engines.contract import Recognised, asked
from extractor.reading.engines.line_batches import Model, one_by_one, recognise_in_batches
from extractor.reading.engines.side_by_side import SideBySide, streams_of
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
        self._settings, self._detection, self._recognition = settings, detection, recognition
        self._models: _Models | None = None
        self.detector_long_side_px, self.batch_crops = settings.detector_long_side_px, settings.batch_crops
        if settings.inference == "openvino":
            _silence_openvino()
        runtime = f"{settings.inference} {version(settings.inference)} {_precision(settings)}"
        self.version = f"rapidocr {version('rapidocr')} {detection.stem} {recognition.stem} {runtime}"

    def load(self) -> None:
        self._loaded()

    def rest(self) -> None:
        """Give back the memory of the last run: what a process keeps, each of its children has to copy."""
        for compiled in self._models.compiled if self._models else ():
            compiled.release_memory()

    def _loaded(self) -> _Models:
        if self._models is None:
            try:
                self._models = _load(self._settings, self._detection, self._recognition)
            except Exception as error:
                raise EngineError(f"rapidocr: the models cannot be loaded ({error}); reinstall rapidocr") from error
        return self._models

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        detector = self._loaded().detector
        found = asked(self.name, lambda: detector(np.ascontiguousarray(pixels[:, :, ::-1])))
        return () if found.boxes is None else tuple(bounding_box(quad) for quad in found.boxes)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        charset: list[str] = self._loaded().recogniser.postprocess_op.character
        model, settings = self._loaded().recognise, self._settings
        return asked(
            self.name,
            lambda: recognise_in_batches(crops, model, charset, settings.alternatives, settings.batch_crops),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Models:
    """Rapidocr's own objects, which have no types.

    ``recognise``: what runs the recogniser. ``compiled``: both models as OpenVINO has them, none where it does not run
    them.
    """

    detector: Any
    recogniser: Any
    recognise: Model
    compiled: tuple[Any, ...]


def _load(settings: ReadingSettings, detection: Path, recognition: Path) -> _Models:
    from rapidocr.ch_ppocr_det import TextDetector  # noqa: PLC0415 - as the module says
    from rapidocr.ch_ppocr_rec import TextRecognizer  # noqa: PLC0415 - as above
    from rapidocr.utils.parse_parameters import ParseParams  # noqa: PLC0415 - as above
    from rapidocr.utils.typings import EngineType  # noqa: PLC0415 - as above

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    config = ParseParams.load(PACKAGE / "config.yaml")
    config.EngineConfig.onnxruntime.intra_op_num_threads = settings.threads or -1
    config.EngineConfig.openvino.inference_num_threads = settings.threads or -1
    for part, model in ((config.Det, detection), (config.Rec, recognition)):
        part.model_path = str(model)
        part.engine_type = EngineType(settings.inference)
        part.engine_cfg = config.EngineConfig[settings.inference]
    streams = streams_of(settings.threads) if settings.inference == "openvino" else 1
    if streams > 1:
        # Only of the recogniser: the detector is given one picture, and takes all threads for it.
        config.Rec.engine_cfg.num_streams, config.Rec.engine_cfg.enable_cpu_pinning = streams, False
    config.Det.limit_type = "max"
    config.Det.limit_side_len = settings.detector_long_side_px
    config.Rec.font_path = None
    detector, recogniser = _quick(TextDetector(config.Det)), TextRecognizer(config.Rec)
    sessions = [detector.session, recogniser.session] if settings.inference == "openvino" else []
    compiled = tuple(session.session.get_compiled_model() for session in sessions)
    recognise = one_by_one(recogniser.session) if streams == 1 else SideBySide(compiled[-1], streams)
    return _Models(detector, recogniser, recognise, compiled)


def _quick(detector: Any) -> Any:  # noqa: ANN401 - rapidocr has no types
    """The detector, with what it reckons for each pixel looked up, of 256 levels: the same to the bit, at a tenth."""
    prepared = detector.get_preprocess()
    levels = np.arange(256, dtype=np.uint8).reshape(1, 256, 1).repeat(3, axis=2)
    table = prepared.normalize(levels).astype(np.float32)
    prepared.normalize = lambda image: cv2.LUT(image, table)
    detector.get_preprocess = lambda: prepared
    return detector


def _precision(settings: ReadingSettings) -> str:
    """What the models are reckoned in: OpenVINO takes bf16 where the processor has it, and then reads otherwise."""
    if settings.inference == "onnxruntime":
        return "f32"
    import openvino  # noqa: PLC0415 - only where it is wanted

    return str(openvino.Core().get_property("CPU", "INFERENCE_PRECISION_HINT").get_type_name())


def _silence_openvino() -> None:
    """OpenVINO tells an analytics service that it was imported, unless the package that would do so is not there."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # how Python says: not importable
