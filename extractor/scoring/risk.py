"""The risk knob: from a share of wrong readings that one is ready to accept to the threshold that keeps to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scipy.special import betaincinv

from extractor.scoring.calibration import Calibration, EvidenceStep, FormEvidence
from models.acceptance import PageKind
from models.errors import DataError

LEVEL = 0.95
"""How sure a bound is: of twenty such promises, one may be broken by bad luck."""

FEWEST_DOCUMENTS = 5
"""Of fewer documents nobody can say how much documents differ."""

NOTHING = math.inf
"""A threshold that no confidence reaches."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is accepted of one form on one kind of page.

    ``bound``: with probability ``LEVEL`` no greater share of what is at or above ``threshold`` is wrong. ``fields``,
    ``wrong`` and ``documents``: what that is known from. ``refused``: why nothing is accepted, where that is so.
    """

    form: str
    pages: PageKind
    threshold: float
    bound: float | None
    fields: int
    wrong: int
    documents: int
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """From which confidence on a field is accepted: one threshold for all, or one for each form and kind of page."""

    threshold: float
    risk: float | None = None
    terms: Mapping[tuple[str, PageKind], Term] = field(default_factory=dict)

    def threshold_for(self, form: str, pages: PageKind) -> float:
        return self.threshold if self.risk is None else self.term(form, pages).threshold

    def term(self, form: str, pages: PageKind) -> Term:
        """Of a form that was never measured nothing is accepted."""
        never = Term(form, pages, NOTHING, None, 0, 0, 0, "no such document was measured")
        return self.terms.get((form, pages), never)

    def terms_of(self, keys: Iterable[tuple[str, PageKind]]) -> tuple[Term, ...]:
        """The terms of some forms and kinds of pages, in order; none where one threshold holds for all."""
        return () if self.risk is None else tuple(self.term(form, pages) for form, pages in sorted(set(keys)))


def acceptance_at(risk: float, calibration: Calibration) -> Acceptance:
    """The thresholds that keep the share of wrong readings among those accepted to ``risk``, 0 to 1.

    Raises:
        DataError: the calibration has no evidence, or too little for every form; the message says how much it takes.
    """
    terms = [_term(one, risk) for one in calibration.evidence]
    if all(term.refused for term in terms):
        why = "; ".join(f"{term.form} on {term.pages} pages: {term.refused}" for term in terms) or "it has no evidence"
        raise DataError(
            f"calibration {calibration.version} cannot promise at most {100 * risk:.3g} % wrong: {why}. Ask for "
            "less, or calibrate on more documents with `scanledger calibrate` and give the file with --calibration."
        )
    return Acceptance(NOTHING, risk, {(term.form, term.pages): term for term in terms})


def upper_bound(wrong: float, fields: float, level: float = LEVEL) -> float:
    """The greatest share wrong that ``wrong`` of ``fields`` allow with probability ``level`` (Clopper and Pearson).

    Both may be fractions, where fields depend on one another and tell as much as fewer would (Korn and Graubard).
    """
    return 1.0 if wrong >= fields else float(betaincinv(wrong + 1, fields - wrong, level))


def _term(evidence: FormEvidence, risk: float) -> Term:
    """The lowest threshold that keeps to the risk, found from the top down.

    The first threshold tried is the highest that has enough fields to keep to it without an error, and the search ends
    at the first that does not keep to it. As no threshold is skipped for being wrong, the bound holds for the one that
    is taken as if it had been the only one (fixed-sequence testing).
    """
    best: EvidenceStep | None = None
    for step in sorted(evidence.steps, key=lambda step: -step.threshold):
        if upper_bound(0, step.fields) > risk:
            continue
        if _bound(step) > risk:
            break
        best = step
    if best is not None and evidence.documents >= FEWEST_DOCUMENTS:
        return _of(evidence, best, best.threshold, None)
    most = max(evidence.steps, key=lambda step: step.fields)
    return _of(evidence, most, NOTHING, _why(evidence, most, risk))


def _of(evidence: FormEvidence, step: EvidenceStep, threshold: float, refused: str | None) -> Term:
    return Term(
        form=evidence.form,
        pages=evidence.pages,
        threshold=threshold,
        bound=None if refused else _bound(step),
        fields=step.fields,
        wrong=step.wrong,
        documents=evidence.documents,
        refused=refused,
    )


def _bound(step: EvidenceStep) -> float:
    return upper_bound(step.wrong * step.effective / step.fields, step.effective)


def _why(evidence: FormEvidence, most: EvidenceStep, risk: float) -> str:
    needed = math.ceil(math.log(1 - LEVEL) / math.log(1 - risk))
    if evidence.documents < FEWEST_DOCUMENTS:
        return f"{evidence.documents} documents were seen, at least {FEWEST_DOCUMENTS} are needed"
    if most.fields < needed:
        return f"{most.fields} fields were seen, at least {needed} without an error are needed"
    return "too many of the fields that were seen are wrong, however sure they looked"
