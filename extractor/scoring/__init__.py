"""What was observed of a field, turned into a calibrated probability that it is right, and into a reason to look."""

from extractor.scoring.calibration import Calibration, Model, confidence_of, load_calibration
from extractor.scoring.company import ALONE, Company, companies, row_of
from extractor.scoring.evidence import evidence_in, page_kind, page_kind_of
from extractor.scoring.fitting import Judged, fit
from extractor.scoring.head_setting import set_alike
from extractor.scoring.nesting import ill_nested
from extractor.scoring.observing import NO_HEAD, Head, Observation, Surroundings, observe
from extractor.scoring.reasons import weakest
from extractor.scoring.risk import LEVEL, NOTHING, Acceptance, Term, acceptance_at
from extractor.scoring.whole import with_whole

__all__ = [
    "ALONE",
    "LEVEL",
    "NOTHING",
    "NO_HEAD",
    "Acceptance",
    "Calibration",
    "Company",
    "Head",
    "Judged",
    "Model",
    "Observation",
    "Surroundings",
    "Term",
    "acceptance_at",
    "companies",
    "confidence_of",
    "evidence_in",
    "fit",
    "ill_nested",
    "load_calibration",
    "observe",
    "page_kind",
    "page_kind_of",
    "row_of",
    "set_alike",
    "weakest",
    "with_whole",
]
