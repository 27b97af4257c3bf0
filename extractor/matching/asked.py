"""What a document asked of the catalogue: a catalogue that answers the same makes the same result of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractor.matching.catalogue import Catalogue
from extractor.matching.match import LabelContext, match_label
from models.record import FormReading

_LOADED_AT_ONCE = 4
"""Catalogues that are compared: two, of which each may have been loaded twice."""


class Asked(BaseModel):
    """Everything that was asked, each once, and a hash of what was answered.

    ``labels`` as printed, each with the label that it stands under; ``indicators``: ids that definitions name;
    ``subjects``: whether codes and names of lines were looked up, which may ask for any of them.
    """

    model_config = ConfigDict(frozen=True)

    labels: tuple[tuple[str, str | None], ...]
    indicators: tuple[str, ...]
    subjects: bool
    answers: str


def asked_of(readings: Iterable[FormReading], catalogue: Catalogue) -> Asked:
    """What understanding ``readings`` asks of ``catalogue``."""
    labels: set[tuple[str, str | None]] = set()
    indicators: set[str] = set()
    subjects = False
    for reading in readings:
        subjects = subjects or bool(reading.variant)
        for leaf in reading.leaves:
            if leaf.aside:
                continue
            if leaf.named is not None or leaf.code is not None:
                subjects = True
            elif leaf.canonical is not None:
                indicators.add(leaf.canonical)
            else:
                labels.add((leaf.label, leaf.parent))
    ordered = tuple(sorted(labels, key=lambda label: (label[0], label[1] or "")))
    silent = Asked(labels=ordered, indicators=tuple(sorted(indicators)), subjects=subjects, answers="")
    return silent.model_copy(update={"answers": _answers(silent, catalogue)})


def answered_alike(asked: Asked, catalogue: Catalogue) -> bool:
    """Whether ``catalogue`` answers everything as the one did that was asked."""
    return asked.answers == _answers(asked, catalogue)


def _answers(asked: Asked, catalogue: Catalogue) -> str:
    digest = hashlib.sha256()
    for raw, parent in asked.labels:
        match = match_label(raw, catalogue, LabelContext(parent=parent))
        digest.update(repr((match.indicator, match.canonical, match.method, match.score)).encode())
    for identity in asked.indicators:
        entry = catalogue.indicators.get(identity)
        digest.update(repr(entry and entry.name).encode())
    if asked.subjects:
        digest.update(_all_subjects(catalogue).encode())
    return digest.hexdigest()


@lru_cache(maxsize=_LOADED_AT_ONCE)
def _all_subjects(catalogue: Catalogue) -> str:
    said = "\n".join(subject.model_dump_json() for subject in catalogue.subjects.values())
    return hashlib.sha256(said.encode()).hexdigest()
