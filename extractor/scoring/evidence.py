"""How often confidence was right: counts behind every promise about what is accepted, by form and kind of page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.scoring.calibration import EvidenceStep, FormEvidence, confidence_of
from extractor.scoring.fitting import Judged, fit
from extractor.scoring.observing import Observation
from models.acceptance import PageKind
from models.page import Source

CLEAR = 0.7
"""Quality of a page from which on a scan is clear: of generated light scans nearly all are, of the worst half."""

STEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998)
"""Thresholds that are looked at. Finer towards 1: that is where the fields are."""

FOLDS = 5
"""Parts of the documents; each is scored by a model that was fitted on the other four and never saw it."""

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Scored:
    document: str
    confidence: float
    right: bool


def page_kind(source: Source, quality: float) -> PageKind:
    """The kind of a page whose text came from ``source``; ``quality`` 0 (bad) to 1."""
    if source != "ocr":
        return "digital" if source == "text_layer" else "dump"
    return "clear" if quality >= CLEAR else "poor"


def page_kind_of(observation: Observation) -> PageKind:
    """The kind of the page that a field stands on."""
    match observation.family:
        case "digital" | "dump" as kind:
            return kind
        case _:
            return page_kind("ocr", observation.features["quality"])


def evidence_in(judged: Sequence[Judged]) -> tuple[FormEvidence, ...]:
    """How many fields of each form and kind of page are at or above each threshold, and how many of them are wrong.

    No field is scored by a model that saw its document, or a copy of it: documents whose names are the same up to the
    first dot are one (``form-7.scan.pdf`` and ``form-7.copy.pdf``).
    """
    groups: dict[tuple[str, PageKind], list[_Scored]] = defaultdict(list)
    for field, confidence in _scored(judged):
        key = field.form, page_kind_of(field.observation)
        groups[key].append(_Scored(_stem(field.document), confidence, field.right))
    return tuple(
        FormEvidence(form=form, pages=kind, documents=len({field.document for field in fields}), steps=steps)
        for (form, kind), fields in sorted(groups.items())
        if (steps := tuple(_steps(fields)))
    )


def _scored(judged: Sequence[Judged]) -> Iterator[tuple[Judged, float]]:
    stems = sorted({_stem(field.document) for field in judged})
    fold = {stem: number % FOLDS for number, stem in enumerate(stems)}
    for held in range(min(FOLDS, len(stems))):
        others = [field for field in judged if fold[_stem(field.document)] != held]
        model = fit(others, version="", fitted_on="")
        for field in judged:
            if fold[_stem(field.document)] == held:
                yield field, confidence_of(field.observation, model)


def _stem(document: str) -> str:
    return document.partition(".")[0]


def _steps(fields: Sequence[_Scored]) -> Iterator[EvidenceStep]:
    for threshold in STEPS:
        accepted = [field for field in fields if field.confidence >= threshold]
        if accepted:
            seen, wrong = _by_document(accepted)
            yield EvidenceStep(
                threshold=threshold,
                fields=len(accepted),
                wrong=int(wrong.sum()),
                effective=round(_effective(seen, wrong), 1),
            )


def _by_document(fields: Sequence[_Scored]) -> tuple[Counts, Counts]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for field in fields:
        counts[field.document][0] += 1
        counts[field.document][1] += not field.right
    table = np.array(list(counts.values()), dtype=np.float64)
    return table[:, 0], table[:, 1]


def _effective(seen: Counts, wrong: Counts) -> float:
    """How many independent fields tell as much as these: fields of one document err together.

    The number of fields divided by the design effect (Kish): the variance of the wrong share as it is between whole
    documents, over what it would be between single fields. Never more than there are.
    """
    total, documents = float(seen.sum()), len(seen)
    share = float(wrong.sum()) / total
    if documents < 2 or share in {0.0, 1.0}:
        return total
    between = documents / (documents - 1) * float(((wrong - share * seen) ** 2).sum()) / total**2
    return min(total, share * (1 - share) / between) if between > 0 else total
