"""Evidence is counted on documents that the model which scored them had not seen."""

from __future__ import annotations

import numpy as np

from extractor.scoring import Judged, Observation, evidence_in, page_kind, page_kind_of


def judged(document: str, quality: float, *, right: bool, form: str = "performance_targets") -> Judged:
    return Judged(Observation("number", {"quality": quality}), right, form, document)


def test_kinds_of_pages() -> None:
    assert page_kind("text_layer", 0.1) == "digital"
    assert page_kind("plain_text", 1.0) == "dump"
    assert page_kind("ocr", 0.8) == "clear"
    assert page_kind("ocr", 0.6) == "poor"
    assert page_kind_of(Observation("ledger_blank", {"quality": 0.5})) == "poor"
    assert page_kind_of(Observation("dump", {"quality": 1.0})) == "dump"


def test_every_form_and_kind_of_page_is_counted_by_itself() -> None:
    rng = np.random.default_rng(1)
    fields = [
        judged(f"{number}.pdf", quality, right=bool(rng.random() < 0.97), form=form)
        for form in ("performance_targets", "narrative")
        for quality in (0.5, 0.9)
        for number in range(10)
        for _ in range(30)
    ]
    found = {(one.form, one.pages): one for one in evidence_in(fields)}
    assert set(found) == {(form, kind) for form in ("performance_targets", "narrative") for kind in ("clear", "poor")}
    for (form, kind), one in found.items():
        own = [f for f in fields if f.form == form and page_kind_of(f.observation) == kind]
        assert one.documents == 10
        assert one.steps[0].fields == len(own)
        assert one.steps[0].wrong == sum(not f.right for f in own)


def test_a_copy_of_a_document_does_not_vouch_for_it() -> None:
    """A form whose only bad page is in the fit twice: scored by a model that saw the copy it would look doubtful."""
    good = [judged(f"form-{number}.light.pdf", 0.8, right=True) for number in range(20) for _ in range(50)]
    bad = [judged(f"odd.{copy}.pdf", 0.9, right=False) for copy in ("heavy", "light") for _ in range(20)]
    (one,) = evidence_in([*good, *bad])
    highest = max(one.steps, key=lambda step: step.threshold)
    assert highest.threshold >= 0.99
    assert highest.wrong == len(bad)
    assert one.documents == 21
