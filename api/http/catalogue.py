"""The catalogue: what indicators there are, and what a label would match and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.http.access import Reader
from api.http.dependencies import Serving
from api.http.etags import tagged
from api.http.problems import Problem, not_found
from api.http.schemas import Answer
from api.service import Service
from extractor.matching import Catalogue, LabelContext, Relation, Scored, match_label, ranked_candidates, why_matched
from models.catalogue import Indicator
from models.record import MatchMethod, ValueKind

_CANDIDATES = 5
"""That are told for a label. What comes after them has never been what was meant."""

OwnVersion = Annotated[
    int | None, Field(ge=0, le=2**31 - 1, description="an own version's number, 0 for none; the adopted one without it")
]

_Text = Annotated[str, Field(max_length=200)]

router = APIRouter(prefix="/v1/catalogue", tags=["catalogue"])


class CatalogueQuery(BaseModel):
    """Which indicators."""

    q: Annotated[_Text, Field(description="what a name, an alias or the id holds")] = ""
    kind: ValueKind | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[int, Field(ge=0, le=2**31 - 1, description="`next` of the page before")] = 0
    version: OwnVersion = None


class CataloguePage(Answer):
    """``total`` indicators are wanted, these are some of them. ``version``: as results name it.

    ``own``: the ids of those that come from the own version ``number``, which is 0 where there is none.
    """

    version: str
    number: int
    own: tuple[str, ...]
    total: int
    indicators: tuple[Indicator, ...]
    next: int | None


class MatchQuery(BaseModel):
    """A label as printed, and what is known of the place where it stands."""

    label: Annotated[str, Field(min_length=1, max_length=200)]
    parent: Annotated[_Text | None, Field(description="the level-2 label that it stands under")] = None
    unit: _Text | None = None
    kind: ValueKind | None = None
    version: OwnVersion = None


class Candidate(Answer):
    """``wording``: the name or alias that is most like the label; ``relation`` says how like."""

    indicator: Indicator
    wording: str
    alias: bool
    relation: Relation
    score: float

    @staticmethod
    def of(scored: Scored) -> Candidate:
        return Candidate(
            indicator=scored.entry,
            wording=scored.wording,
            alias=scored.wording != scored.entry.name,
            relation=scored.relation,
            score=round(scored.score, 4),
        )


class MatchAnswer(Answer):
    """``matched`` is an indicator's id; null where matching abstains, as the best is weak or two are too close.

    ``why`` says so in plain words.
    """

    label: str
    version: str
    matched: str | None
    method: MatchMethod | None
    score: float
    why: str
    candidates: tuple[Candidate, ...]


@router.get("", response_model=CataloguePage, responses={304: {}, **{code: {"model": Problem} for code in (404, 422)}})
def listing(service: Serving, _caller: Reader, request: Request, asked: Annotated[CatalogueQuery, Query()]) -> Response:
    """The indicators in the order of the catalogue."""
    number, catalogue = _chosen(service, asked.version)
    wanted = list(_wanted(catalogue, asked))
    end = asked.cursor + asked.limit
    shown = wanted[asked.cursor : end]
    own = service.catalogues.own(number)
    page = CataloguePage(
        version=catalogue.version,
        number=number,
        own=tuple(one.id for one in shown if one.id in own),
        total=len(wanted),
        indicators=tuple(shown),
        next=end if end < len(wanted) else None,
    )
    return tagged(page, request)


@router.get("/match", responses={code: {"model": Problem} for code in (404, 422)})
def match(service: Serving, _caller: Reader, asked: Annotated[MatchQuery, Query()]) -> MatchAnswer:
    """What a label would match, and why: the likeliest indicators with the wording that speaks for each."""
    _, catalogue = _chosen(service, asked.version)
    context = LabelContext(parent=asked.parent or None, unit=asked.unit or None, kind=asked.kind)
    found = match_label(asked.label, catalogue, context)
    ranked = ranked_candidates(asked.label, catalogue, context)
    return MatchAnswer(
        label=asked.label,
        version=catalogue.version,
        matched=found.indicator,
        method=found.method,
        score=round(found.score, 4),
        why=why_matched(found, ranked),
        candidates=tuple(Candidate.of(scored) for scored in ranked[:_CANDIDATES]),
    )


def candidates_of(label: str, catalogue: Catalogue, context: LabelContext) -> tuple[Candidate, ...]:
    """The indicators that a label is most like, the likeliest first."""
    ranked = ranked_candidates(label, catalogue, context)
    return tuple(Candidate.of(scored) for scored in ranked[:_CANDIDATES])


def _chosen(service: Service, number: int | None) -> tuple[int, Catalogue]:
    """The own version that is meant, and all the catalogue with it."""
    wanted = service.catalogues.active() if number is None else number
    try:
        return wanted, service.catalogues.knowledge(wanted).catalogue
    except KeyError as error:
        raise not_found(f"version {wanted} of the catalogue") from error


def _wanted(catalogue: Catalogue, asked: CatalogueQuery) -> Iterator[Indicator]:
    part = asked.q.strip().casefold()
    for indicator in catalogue.indicators.values():
        texts = (indicator.name, indicator.id, *indicator.aliases)
        if asked.kind in {None, indicator.kind} and any(part in text.casefold() for text in texts):
            yield indicator
