"""On what terms a document's fields were accepted, as the result says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.scoring import LEVEL, NOTHING, Acceptance, Term, page_kind_of
from extractor.understanding import Understood
from models.result import AcceptanceTerm, ResultWarning


def terms_of(understood: Iterable[Understood], acceptance: Acceptance) -> tuple[Term, ...]:
    """The terms for the forms and kinds of pages of one document; none where no risk was asked for."""
    return acceptance.terms_of(
        (item.record.form, page_kind_of(observation)) for item in understood for observation in item.observations
    )


def as_said(term: Term, acceptance: Acceptance) -> AcceptanceTerm:
    return AcceptanceTerm.model_validate(
        {
            "form": term.form,
            "pages": term.pages,
            "risk": acceptance.risk,
            "threshold": None if term.threshold == NOTHING else term.threshold,
            "bound": None if term.bound is None else round(term.bound, 5),
            "level": LEVEL,
            "fields": term.fields,
            "wrong": term.wrong,
            "documents": term.documents,
        }
    )


def untold(terms: Sequence[Term]) -> Iterator[ResultWarning]:
    """A warning for each form and kind of page of which too little is known to accept anything."""
    for term in terms:
        if term.refused:
            message = (
                f"nothing of {term.form} on {term.pages} pages was accepted: {term.refused}; calibrate on more such "
                "documents, or ask for less"
            )
            yield ResultWarning(code="risk_unknown", message=message)
