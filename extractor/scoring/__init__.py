"""What was observed of a field, turned into a calibrated probability that it is right, and into a reason to look."""

from extractor.scoring.calibration import Calibration, Model, confidence_of, load_calibration
from extractor.scoring.fitting import Judged, fit
from extractor.scoring.observing import Observation, Surroundings, observe
from extractor.scoring.reasons import weakest

__all__ = [
    "Calibration",
    "Judged",
    "Model",
    "Observation",
    "Surroundings",
    "confidence_of",
    "fit",
    "load_calibration",
    "observe",
    "weakest",
]
