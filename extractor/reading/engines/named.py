"""Engines by name. Each is imported only when it is asked for, so that an optional one may be absent."""

from __future__ import annotations

from extractor.reading.engines.contract import OcrEngine
from extractor.reading.settings import ReadingSettings
from models.errors import EngineError

ENGINE_NAMES = ("rapidocr", "paddleocr", "tesseract")


def engine_by_name(name: str, settings: ReadingSettings) -> OcrEngine:
    """The engine, ready to read. EngineError says what is missing and how to get it."""
    if name == "rapidocr":
        from extractor.reading.engines.rapid import RapidOcrEngine  # noqa: PLC0415 - loads onnxruntime

        return RapidOcrEngine(settings)
    if name == "paddleocr":
        from extractor.reading.engines.paddle import PaddleOcrEngine  # noqa: PLC0415 - an optional package

        return PaddleOcrEngine(settings)
    if name == "tesseract":
        from extractor.reading.engines.tesseract import TesseractEngine  # noqa: PLC0415 - like the others

        return TesseractEngine(settings)
    raise EngineError(f"no OCR engine is called {name!r}; choose one of {', '.join(ENGINE_NAMES)}")
