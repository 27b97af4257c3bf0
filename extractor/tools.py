"""What is loaded once and used for every document: the OCR engine and the data files."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.forms import Definitions, load_definitions, load_narrative
from extractor.matching import Catalogue, load_catalogue
from extractor.reading import OcrEngine, engine_by_name
from extractor.scoring import Calibration, load_calibration
from extractor.settings import Settings
from models.narrative import NarrativeDefinition


@dataclass(frozen=True, slots=True, eq=False)
class Tools:
    """The settings, and what they name, loaded."""

    settings: Settings
    engine: OcrEngine
    definitions: Definitions
    catalogue: Catalogue
    calibration: Calibration
    narrative: NarrativeDefinition


def load_tools(settings: Settings | None = None) -> Tools:
    """Load what ``settings`` name.

    Raises:
        EngineError: the OCR engine is not installed.
        DataError: a data file is wrong; the message names it.
    """
    chosen = settings or Settings()
    return Tools(
        settings=chosen,
        engine=engine_by_name(chosen.engine, chosen.reading),
        definitions=load_definitions(chosen.definitions),
        catalogue=load_catalogue(chosen.catalogues),
        calibration=load_calibration(chosen.calibration),
        narrative=load_narrative(),
    )
