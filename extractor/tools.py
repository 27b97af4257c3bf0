"""What is loaded once and used for every document: the data files, and the OCR engine where something is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.forms import Definitions, load_definitions, load_narrative
from extractor.matching import Catalogue, load_catalogue
from extractor.profiling import Stopwatch, TimedEngine
from extractor.reading import OcrEngine, engine_by_name
from extractor.scoring import Acceptance, Calibration, acceptance_at, load_calibration
from extractor.settings import Settings
from models.both import Both, at_once, in_turn
from models.narrative import NarrativeDefinition


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The settings, and the data that they name, loaded: what it takes to understand what was read."""

    settings: Settings
    definitions: Definitions
    catalogue: Catalogue
    calibration: Calibration
    narrative: NarrativeDefinition
    acceptance: Acceptance


@dataclass(frozen=True, slots=True, eq=False)
class Tools(Knowledge):
    """The same with the OCR engine: what it takes to read. ``watch`` times what is done with them."""

    engine: OcrEngine
    watch: Stopwatch = field(default_factory=Stopwatch)

    @property
    def both(self) -> Both:
        """How work of this process is done that may be done at once: with one thread it is not."""
        return in_turn if self.settings.reading.threads == 1 else at_once

    def timed_by(self, watch: Stopwatch) -> Tools:
        """The same tools for one document, whose stages ``watch`` times."""
        return replace(self, engine=TimedEngine(self.engine, watch), watch=watch)


def load_knowledge(settings: Settings) -> Knowledge:
    """Load the data that ``settings`` name.

    Raises:
        DataError: a file is wrong, which the message names, or the calibration is too thin for the risk that is asked.
    """
    calibration = load_calibration(settings.calibration)
    return Knowledge(
        settings=settings,
        definitions=load_definitions(settings.definitions),
        catalogue=load_catalogue(settings.catalogues),
        calibration=calibration,
        narrative=load_narrative(),
        acceptance=Acceptance(settings.review_below)
        if settings.risk is None
        else acceptance_at(settings.risk, calibration),
    )


def load_tools(settings: Settings | None = None) -> Tools:
    """Load what ``settings`` name.

    Raises:
        EngineError: the OCR engine is not installed.
        DataError: as :func:`load_knowledge`.
    """
    known = load_knowledge(settings or Settings())
    return Tools(
        settings=known.settings,
        definitions=known.definitions,
        catalogue=known.catalogue,
        calibration=known.calibration,
        narrative=known.narrative,
        acceptance=known.acceptance,
        engine=engine_by_name(known.settings.engine, known.settings.reading),
    )
