"""The risk knob keeps what it promises, and promises nothing where it knows too little."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.scoring import NOTHING, Calibration, acceptance_at
from extractor.scoring.calibration import EvidenceStep, FormEvidence
from extractor.scoring.evidence import STEPS, _by_document, _effective, _Scored, _steps
from extractor.scoring.risk import upper_bound
from models.errors import DataError

FORM = "performance_targets"


def calibration(*steps: tuple[float, int, int], documents: int = 20) -> Calibration:
    """With evidence of one form on clear scans: threshold, fields, wrong ones."""
    kept = tuple(EvidenceStep(threshold=t, fields=n, wrong=k, effective=n) for t, n, k in steps)
    evidence = FormEvidence(form=FORM, pages="clear", documents=documents, steps=kept)
    return Calibration(version="t", fitted_on="t", models={}, evidence=(evidence,))


def test_the_bound_is_that_of_clopper_and_pearson() -> None:
    # one-sided 95 % limits from published tables
    assert upper_bound(0, 10) == pytest.approx(0.2589, abs=1e-4)
    assert upper_bound(1, 10) == pytest.approx(0.3942, abs=1e-4)
    assert upper_bound(0, 1497) == pytest.approx(0.002, abs=1e-5)
    assert upper_bound(3, 3) == 1


@given(st.integers(0, 50), st.integers(51, 5000))
def test_more_errors_raise_the_bound_and_more_fields_lower_it(wrong: int, fields: int) -> None:
    assert upper_bound(wrong, fields) > wrong / fields
    assert upper_bound(wrong + 1, fields) > upper_bound(wrong, fields) > upper_bound(wrong, fields + 1)


def test_the_lowest_threshold_that_keeps_to_the_risk_is_taken() -> None:
    acceptance = acceptance_at(0.01, calibration((0.9, 4000, 80), (0.98, 3000, 10), (0.999, 1000, 1)))
    term = acceptance.term(FORM, "clear")
    assert (term.threshold, term.fields, term.wrong, term.documents) == (0.98, 3000, 10, 20)
    assert term.bound == pytest.approx(upper_bound(10, 3000))
    assert acceptance.threshold_for(FORM, "clear") == 0.98


def test_what_lies_under_a_threshold_that_does_not_keep_to_it_is_not_looked_at() -> None:
    lucky_below = calibration((0.9, 9000, 30), (0.98, 3000, 60), (0.999, 1000, 1))
    assert acceptance_at(0.01, lucky_below).threshold_for(FORM, "clear") == 0.999


def test_of_a_form_that_was_not_measured_nothing_is_accepted() -> None:
    acceptance = acceptance_at(0.01, calibration((0.9, 4000, 1)))
    assert acceptance.threshold_for(FORM, "clear") == 0.9
    assert acceptance.threshold_for(FORM, "poor") == NOTHING
    assert acceptance.term("narrative", "clear").refused == "no such document was measured"


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (calibration((0.9, 400, 0)), "400 fields were seen, at least 1497 without an error are needed"),
        (calibration((0.9, 4000, 0), documents=4), "4 documents were seen, at least 5 are needed"),
        (calibration((0.9, 4000, 90), (0.999, 3000, 50)), "too many of the fields that were seen are wrong"),
        (Calibration(version="t", fitted_on="t", models={}), "it has no evidence"),
    ],
)
def test_a_risk_that_the_evidence_is_too_thin_for_is_refused(known: Calibration, why: str) -> None:
    with pytest.raises(DataError, match=r"at most 0\.2 % wrong.*scanledger calibrate") as caught:
        acceptance_at(0.002, known)
    assert why in str(caught.value)


def _drawn(rng: np.random.Generator, documents: int) -> list[_Scored]:
    """Documents of 200 fields, some documents worse than others; a field is wrong more often than it says."""
    fields = []
    for document in range(documents):
        spoiled = rng.gamma(0.5, 2.0)
        confidence = 1 - 10 ** -rng.uniform(0.5, 4, 200)
        wrong = rng.random(200) < np.minimum(1, 1.5 * spoiled * (1 - confidence))
        fields += [_Scored(str(document), c, not w) for c, w in zip(confidence, wrong, strict=True)]
    return fields


def test_promises_are_kept_even_where_fields_of_one_document_err_together() -> None:
    rng = np.random.default_rng(5)
    population = _drawn(rng, 3000)
    share = {
        threshold: float(np.mean([not field.right for field in population if field.confidence >= threshold]))
        for threshold in STEPS
    }
    promised = broken = 0
    for _ in range(150):
        steps = tuple(_steps(_drawn(rng, 40)))
        evidence = FormEvidence(form=FORM, pages="poor", documents=40, steps=steps)
        try:
            acceptance = acceptance_at(0.01, Calibration(version="t", fitted_on="t", models={}, evidence=(evidence,)))
        except DataError:
            continue
        promised += 1
        broken += share[acceptance.threshold_for(FORM, "poor")] > 0.01
    assert promised > 75
    assert broken / promised <= 0.1  # one in twenty is promised; the rest is room for this being a sample


def test_fields_that_err_together_tell_less() -> None:
    together = [_Scored("bad", 0.99, False)] * 20 + [_Scored(str(i), 0.99, True) for i in range(20) for _ in range(20)]
    spread = [_Scored(str(i), 0.99, j > 0) for i in range(21) for j in range(20)]
    assert _effective(*_by_document(together)) < 25
    assert _effective(*_by_document(spread)) == 420
