"""A calibration: one logistic model for each family of fields, kept as data with the figures of its fit."""

from __future__ import annotations

import math
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.scoring.observing import Family, Observation
from models.acceptance import PageKind
from models.errors import DataError


class Model(BaseModel):
    """log-odds of being right = ``bias`` + Σ weight x feature. ``samples`` and ``wrong`` tell what it was fitted on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    weights: dict[str, float]
    samples: int
    wrong: int


class EvidenceStep(BaseModel):
    """The fields at or above a threshold, and how many of them are wrong.

    ``effective``: how many fields that do not depend on one another would tell as much.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: float = Field(gt=0, lt=1)
    fields: int = Field(ge=1)
    wrong: int = Field(ge=0)
    effective: float = Field(gt=0)


class FormEvidence(BaseModel):
    """What was counted of one form on one kind of page. ``documents`` that are not copies of one another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    pages: PageKind
    documents: int
    steps: tuple[EvidenceStep, ...] = Field(min_length=1)


class Calibration(BaseModel):
    """``version`` goes into the result's ``engine``: other parameters, other version.

    ``evidence``: how right fields turned out that the parameters had not been fitted on; what a risk is known from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    fitted_on: str
    models: dict[Family, Model]
    evidence: tuple[FormEvidence, ...] = ()


def load_calibration(path: Path | None = None) -> Calibration:
    """Read a calibration file; without a path, the one that comes with the package.

    Raises:
        DataError: the file cannot be read or does not hold a calibration.
    """
    name = str(path) if path else "the built-in calibration"
    try:
        text = (
            path.read_text("utf-8")
            if path
            else resources.files("extractor.data").joinpath("calibration.yaml").read_text("utf-8")
        )
        return Calibration.model_validate(yaml.safe_load(text))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise DataError(f"{name}: not a calibration: {error}. Make one with `scanledger calibrate`.") from error


def confidence_of(observation: Observation, calibration: Calibration) -> float:
    """The probability, 0 to 1, that the field is right."""
    model = calibration.models[observation.family]
    features = observation.features
    return logistic(model.bias + sum([weight * features.get(name, 0.0) for name, weight in model.weights.items()]))


def contributions(observation: Observation, model: Model) -> dict[str, float]:
    """What each feature adds to the log-odds."""
    return {name: weight * observation.features.get(name, 0.0) for name, weight in model.weights.items()}


def logistic(log_odds: float) -> float:
    """The probability of given log-odds; ±30 is far beyond what any sample could tell apart."""
    return 1.0 / (1.0 + math.exp(-min(max(log_odds, -30.0), 30.0)))
