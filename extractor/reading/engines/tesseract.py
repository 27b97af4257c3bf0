"""The tesseract program as an engine: the reader to have where nothing else can be installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from extractor.reading.engines.contract import Recognised
from extractor.reading.engines.paper_margin import with_margin
from extractor.reading.engines.tesseract_output import boxes_of_tsv, readings_of_hocr
from extractor.reading.settings import ReadingSettings
from models.errors import EngineError
from models.geometry import Box
from models.page import Pixels

MARGIN_PX = 10
"""Paper around a crop: tesseract loses characters that touch the rim."""

SPARSE_TEXT, ONE_LINE = "11", "7"
"""Page segmentation modes: text anywhere in no order, as in a form's cells; one line."""


class TesseractEngine:
    """One run of the program a page for detection, and one for all of its crops."""

    name = "tesseract"

    def __init__(self, settings: ReadingSettings) -> None:
        program = shutil.which(settings.tesseract_program)
        if program is None:
            raise EngineError(
                f"the program {settings.tesseract_program!r} was not found; install tesseract-ocr "
                f"and its language data {settings.tesseract_language}, or choose another OCR engine"
            )
        self._program = program
        self._settings = settings
        languages = self._output(["--list-langs"]).split()
        for language in settings.tesseract_language.split("+"):
            if language not in languages:
                raise EngineError(
                    f"tesseract has no language data {language}; install tesseract-ocr-{language.replace('_', '-')}"
                )
        self.version = f"{self._output(['--version']).splitlines()[0]} {settings.tesseract_language}"

    def load(self) -> None:
        """It is a program, which loads its models at each run."""

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        with TemporaryDirectory(prefix="tesseract-") as folder:
            image = Path(folder) / "page.png"
            _write(image, pixels)
            answer = self._output([str(image), "stdout", *self._mode(SPARSE_TEXT), "-c", "tessedit_create_tsv=1"])
        return boxes_of_tsv(answer)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        if not crops:
            return ()
        with TemporaryDirectory(prefix="tesseract-") as folder:
            images = [Path(folder) / f"{index}.png" for index in range(len(crops))]
            for image, crop in zip(images, crops, strict=True):
                _write(image, with_margin(crop, MARGIN_PX))
            listing = Path(folder) / "crops.txt"
            listing.write_text("\n".join(map(str, images)), encoding="utf-8")
            options = ["tessedit_create_hocr=1", "hocr_char_boxes=1", "lstm_choice_mode=2"]
            extra = [part for option in options for part in ("-c", option)]
            answer = self._output([str(listing), "stdout", *self._mode(ONE_LINE), *extra])
        readings = readings_of_hocr(answer, [crop.shape[1] for crop in crops], MARGIN_PX, self._settings.alternatives)
        if len(readings) != len(crops):
            raise EngineError(f"tesseract read {len(readings)} of {len(crops)} crops; check its installation")
        return readings

    def _mode(self, segmentation: str) -> list[str]:
        return ["-l", self._settings.tesseract_language, "--psm", segmentation]

    def _output(self, arguments: Sequence[str]) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the arguments are ours and file names we made
                [self._program, *arguments],
                capture_output=True,
                check=True,
                timeout=self._settings.tesseract_timeout_s,
            )
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or b""
            raise EngineError(f"tesseract failed: {error} {said.decode(errors='replace')[-200:]}".strip()) from error
        return done.stdout.decode("utf-8", errors="replace")


def _write(path: Path, pixels: Pixels) -> None:
    done, encoded = cv2.imencode(".png", np.ascontiguousarray(pixels[:, :, ::-1]))
    if not done:
        raise EngineError(f"tesseract: an image of shape {pixels.shape} cannot be written for it")
    path.write_bytes(encoded.tobytes())
