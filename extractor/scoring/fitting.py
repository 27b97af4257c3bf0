"""Fitting a calibration to fields whose rightness is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from extractor.scoring.calibration import Calibration, Model
from extractor.scoring.observing import Family, Observation

Floats = npt.NDArray[np.float64]

PRIOR_WEIGHT = 1.5
"""Log-odds that a feature costs where it is wholly absent, as long as no sample says more or less: what was never seen
to go wrong is not therefore harmless, and most ways in which a table can fall apart stand in no sample."""

RIDGE = 3.0
"""Penalty on squared distances from ``PRIOR_WEIGHT``: about the pull of six wrong fields. Fields of one document err
together, so that a document must not have its own way."""

PRIOR_WRONG = 0.5
"""A family never seen wrong is still given half a wrong field (Jeffreys): no sample proves certainty."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A field that was observed and then compared with the truth, with its record's form and its document's name."""

    observation: Observation
    right: bool
    form: str = ""
    document: str = ""


def fit(judged: Sequence[Judged], *, version: str, fitted_on: str) -> Calibration:
    """Fit one logistic model per family by penalised maximum likelihood.

    Evidence can only speak for a field: weights are bounded at 0, because a better glyph or a passed check that
    lowered the confidence would be an accident of the sample. A feature that is short of 1 by as much everywhere in
    the sample tells nothing there, and is left out.
    """
    return Calibration(
        version=version,
        fitted_on=fitted_on,
        models={
            family: _fit_family([j for j in judged if j.observation.family == family]) for family in get_args(Family)
        },
    )


def _fit_family(judged: Sequence[Judged]) -> Model:
    names = sorted({name for j in judged for name in j.observation.features})
    right = np.array([j.right for j in judged], dtype=np.float64)
    wrong = int(len(judged) - right.sum())
    features = np.array([[j.observation.features[name] for name in names] for j in judged], dtype=np.float64)
    features = features.reshape(len(judged), len(names))
    telling = [i for i in range(len(names)) if len(judged) and (np.ptp(features[:, i]) > 0 or features[0, i] == 1)]
    base = np.log((right.sum() + PRIOR_WRONG) / (wrong + PRIOR_WRONG))
    if not wrong or not telling:
        return Model(bias=round(float(base), 4), weights={}, samples=len(judged), wrong=wrong)
    shortfalls = features[:, telling] - 1.0
    start = np.concatenate([[base], np.full(len(telling), PRIOR_WEIGHT)])
    bounds = [(None, None), *[(0.0, None)] * len(telling)]
    found = minimize(_loss, start, args=(shortfalls, right), jac=True, bounds=bounds, method="L-BFGS-B")
    weights = {names[i]: round(float(w), 4) for i, w in zip(telling, found.x[1:], strict=True) if w > 0}
    bias = float(found.x[0]) - sum(weights.values())
    return Model(bias=round(bias, 4), weights=weights, samples=len(judged), wrong=wrong)


def _loss(parameters: Floats, shortfalls: Floats, right: Floats) -> tuple[float, Floats]:
    """Negative log-likelihood with a ridge on the weights (not on the bias), and its gradient."""
    odds = parameters[0] + shortfalls @ parameters[1:]
    beyond = parameters[1:] - PRIOR_WEIGHT
    predicted = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
    loss = np.sum(np.logaddexp(0.0, -np.where(right > 0, odds, -odds))) + RIDGE / 2 * np.sum(beyond**2)
    error = predicted - right
    gradient = np.concatenate([[error.sum()], shortfalls.T @ error + RIDGE * beyond])
    return float(loss), gradient
