"""Many judgements as one report, with groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from extractor.evaluation.calibration import (
    Bin,
    Confidences,
    Rights,
    coverage_at,
    expected_calibration_error,
    reliability,
)
from extractor.evaluation.judgement import JudgedField, Judgement, LeafCounts
from extractor.evaluation.pages import JudgedPage
from extractor.evaluation.tables import JudgedTable

Grouping = Literal["form", "damage", "field"]

GROUPINGS: Mapping[Grouping, str] = MappingProxyType(
    {"form": "by form", "damage": "by damage (variant, grade)", "field": "by field"}
)

PRECISION_ASKED = 0.999
"""Share right that figures published unread must have: one wrong in a thousand."""


@dataclass(frozen=True, slots=True)
class Leaves:
    expected: int
    got: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over a set of documents. Shares are 0 to 1; one without anything to count is None.

    ``multi_page_exact``: of the tables on several pages, those without any difference. ``lies_found``: of the pages
    whose text layer lies, those where it was not trusted; ``good_layers_lost``: of those with a good one, where it was
    not used.
    """

    documents: int
    failed: int
    wholly_right: float
    leaves: Leaves
    tables: int
    surplus_tables: int
    teds: float | None
    teds_structure: float | None
    multi_page_tables: int
    multi_page_exact: float | None
    pages: int
    turn_right: float | None
    turn_undecided: float | None
    turn_wrong: float | None
    skew_error_median_deg: float | None
    lying_layers: int
    lies_found: float | None
    good_layers: int
    good_layers_lost: float | None
    fields: int
    accepted: float | None
    wrong_among_accepted: float | None
    calibration_error: float | None
    coverage_at_999: float | None
    seconds_per_page: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """``by_form`` and ``by_damage`` are whole summaries of their documents; ``by_field`` is by form and role."""

    all: Summary
    reliability: tuple[Bin, ...]
    by_form: dict[str, Summary]
    by_damage: dict[str, Summary]
    by_field: dict[str, Leaves]


@dataclass(slots=True)
class _Tally:
    """What summaries need, added up one document at a time; nothing of a document but its figures is kept."""

    documents: int = 0
    failed: int = 0
    wholly_right: int = 0
    leaves: LeafCounts = field(default_factory=LeafCounts)
    surplus_tables: int = 0
    page_count: int = 0
    seconds: float = 0.0
    tables: list[JudgedTable] = field(default_factory=list)
    pages: list[JudgedPage] = field(default_factory=list)
    fields: list[JudgedField] = field(default_factory=list)

    def add(self, judgement: Judgement) -> None:
        self.documents += 1
        self.failed += judgement.failure is not None
        self.wholly_right += judgement.wholly_right
        self.leaves = sum(judgement.leaves.values(), self.leaves)
        self.surplus_tables += judgement.surplus_tables
        self.page_count += judgement.page_count
        self.seconds += judgement.seconds
        self.tables += judgement.tables
        self.pages += judgement.pages
        self.fields += judgement.fields

    def summary(self) -> Summary:
        accepted = [one for one in self.fields if one.accepted]
        confidence, right = _arrays(self.fields)
        several = [table for table in self.tables if table.pages > 1]
        lies = [page.lie_found for page in self.pages if page.lie_found is not None]
        goods = [page.good_lost for page in self.pages if page.good_lost is not None]
        skew_errors = [page.skew_error for page in self.pages if page.skew_error is not None]
        return Summary(
            documents=self.documents,
            failed=self.failed,
            wholly_right=self.wholly_right / max(1, self.documents),
            leaves=_leaves(self.leaves),
            tables=len(self.tables),
            surplus_tables=self.surplus_tables,
            teds=_mean([table.teds for table in self.tables]),
            teds_structure=_mean([table.structure for table in self.tables]),
            multi_page_tables=len(several),
            multi_page_exact=_mean([table.exact for table in several]),
            pages=len(self.pages),
            turn_right=_mean([page.turn == "right" for page in self.pages]),
            turn_undecided=_mean([page.turn == "undecided" for page in self.pages]),
            turn_wrong=_mean([page.turn == "wrong" for page in self.pages]),
            skew_error_median_deg=float(np.median(skew_errors)) if skew_errors else None,
            lying_layers=len(lies),
            lies_found=_mean(lies),
            good_layers=len(goods),
            good_layers_lost=_mean(goods),
            fields=len(self.fields),
            accepted=_mean([one.accepted for one in self.fields]),
            wrong_among_accepted=_mean([not one.right for one in accepted]),
            calibration_error=expected_calibration_error(reliability(confidence, right)) if self.fields else None,
            coverage_at_999=coverage_at(PRECISION_ASKED, confidence, right) if self.fields else None,
            seconds_per_page=self.seconds / self.page_count if self.page_count else None,
        )


def summarise(judgements: Iterable[Judgement]) -> Report:
    """Takes them one by one, so that they may be as many as one likes."""
    everything = _Tally()
    forms: dict[str, _Tally] = {}
    damages: dict[str, _Tally] = {}
    roles: dict[str, LeafCounts] = {}
    for judgement in judgements:
        for tally in (
            everything,
            forms.setdefault(judgement.form, _Tally()),
            damages.setdefault(judgement.damage, _Tally()),
        ):
            tally.add(judgement)
        for (form, role), counts in judgement.leaves.items():
            key = f"{form}.{role}"
            roles[key] = roles.get(key, LeafCounts()) + counts
    return Report(
        all=everything.summary(),
        reliability=reliability(*_arrays(everything.fields)),
        by_form={name: tally.summary() for name, tally in sorted(forms.items())},
        by_damage={name: tally.summary() for name, tally in sorted(damages.items())},
        by_field={name: _leaves(counts) for name, counts in roles.items()},
    )


def _arrays(fields: Sequence[JudgedField]) -> tuple[Confidences, Rights]:
    return np.array([one.confidence for one in fields], dtype=float), np.array(
        [one.right for one in fields], dtype=bool
    )


def _leaves(counts: LeafCounts) -> Leaves:
    return Leaves(counts.expected, counts.got, counts.precision, counts.recall, counts.f1)


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
