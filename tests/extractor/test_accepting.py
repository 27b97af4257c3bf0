"""A risk sets the threshold of each form by what is known of it, and the result says what that was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.reviewing import review, untouched, verdict_on
from extractor.scoring import NOTHING, Acceptance, Term
from extractor.tools import Tools
from models.result import ExtractionResult

SAMPLE = Path(__file__).parents[2] / "samples" / "set" / "one-page.born.pdf"
FORM = "project_self_evaluation"


def read(tools: Tools, term: Term) -> ExtractionResult:
    acceptance = Acceptance(NOTHING, 0.002, {(term.form, term.pages): term})
    return extract(SAMPLE.read_bytes(), SAMPLE.name, replace(tools, acceptance=acceptance)).result


def test_the_result_says_on_what_terms_it_was_accepted(tools: Tools) -> None:
    result = read(tools, Term(FORM, "digital", 0.9, 0.0015, 4000, 2, 30))
    (term,) = result.acceptance
    assert (term.form, term.pages, term.risk, term.threshold) == (FORM, "digital", 0.002, 0.9)
    assert (term.bound, term.level, term.fields, term.wrong, term.documents) == (0.0015, 0.95, 4000, 2, 30)
    for field in result.records[0].fields:
        assert field.status == ("accepted" if field.confidence >= 0.9 else "needs_review")
    assert result.warnings == ()


def test_where_too_little_is_known_everything_goes_to_a_person_and_it_is_said_why(tools: Tools) -> None:
    result = read(tools, Term(FORM, "poor", 0.9, 0.0015, 4000, 2, 30))
    assert {field.status for field in result.records[0].fields} == {"needs_review"}
    assert result.acceptance[0].threshold is None
    (warning,) = result.warnings
    assert warning.code == "risk_unknown"
    assert "no such document was measured" in warning.message


def test_without_a_risk_nothing_is_said_of_terms(tools: Tools) -> None:
    assert extract(SAMPLE.read_bytes(), SAMPLE.name, tools).result.acceptance == ()


@pytest.mark.parametrize(("threshold", "status"), [(0.9, "accepted"), (NOTHING, "needs_review")])
def test_what_a_person_s_figure_confirms_is_accepted_on_the_same_terms(
    tools: Tools, threshold: float, status: str
) -> None:
    term = Term(FORM, "digital", threshold, None, 0, 0, 0)
    known = replace(tools, acceptance=Acceptance(NOTHING, 0.002, {(FORM, "digital"): term}))
    material = extract(SAMPLE.read_bytes(), SAMPLE.name, known).material.understandable
    plain = untouched(material, known)
    sums = [
        check for check in plain.records[0].checks if check.rule in {"sum", "column_sum"} and check.status == "pass"
    ]
    total, part = sums[0].paths[:2]
    said = {(0, total): verdict_on(plain, (0, total), "accept", "")}
    after = review(material, said, known, plain, plain)
    assert next(field.status for field in after.records[0].fields if field.path == part) == status
