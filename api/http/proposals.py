"""Labels that people put right, proposed as aliases: an admin makes a version of them, or declines them."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.http.access import Admin, Reader
from api.http.catalogue import Candidate, candidates_of
from api.http.catalogue_schemas import Text
from api.http.dependencies import Serving
from api.http.problems import Problem, not_found
from api.http.schemas import Answer
from api.service import Service
from api.storage.audit import record
from api.storage.database import looking, writing
from api.storage.proposals import Proposal, decline, proposals
from extractor.matching import Catalogue, LabelContext, match_label

router = APIRouter(prefix="/v1/catalogue", tags=["catalogue"])


class ProposalAnswer(Answer):
    """A label that ``times`` decisions gave, the last of them ``at`` in a field of ``document``.

    ``matched``: the indicator's id that the label is taken for now, null where for none. ``indicator``: that of the
    one that a person said it names, null where nobody did. ``candidates``: the likeliest; it may be made an alias of
    any indicator. ``version``: the own version in which it is one, that is not
    adopted yet; null where in none.
    """

    alias: str
    parent: str | None
    times: int
    version: int | None
    document: str
    filename: str
    record: int
    path: str
    actor: str
    at: datetime
    indicator: str | None
    matched: str | None
    candidates: tuple[Candidate, ...]


class ProposalList(Answer):
    proposals: tuple[ProposalAnswer, ...]


class DeclinedIn(BaseModel):
    """Which label is to be proposed no more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alias: Text


@router.get("/proposals")
def listing(service: Serving, _caller: Reader) -> ProposalList:
    """Corrected labels that the adopted catalogue does not spell so, the newest first.

    Make a version of some with `POST /v1/catalogue/versions`, see what it would change with its preview, adopt it.
    """
    return _listed(service)


@router.post("/proposals:decline", responses={code: {"model": Problem} for code in (400, 404, 422)})
def declined(body: DeclinedIn, service: Serving, caller: Admin) -> ProposalList:
    """Have a label proposed no more, here and wherever else it is corrected to."""
    with writing(service.database) as connection:
        if not decline(connection, body.alias, caller.name):
            raise not_found(f"proposal {body.alias}")
        record(connection, caller.name, "alias declined", body.alias)
    return _listed(service)


def _listed(service: Service) -> ProposalList:
    catalogue = service.catalogues.knowledge(service.catalogues.active()).catalogue
    with looking(service.database) as connection:
        found = proposals(connection)
    answers = (_answer(one, catalogue) for one in found)
    return ProposalList(proposals=tuple(one for one in answers if one is not None))


def _answer(proposal: Proposal, catalogue: Catalogue) -> ProposalAnswer | None:
    """None where the catalogue has the label by now."""
    context = LabelContext(parent=proposal.parent)
    match = match_label(proposal.alias, catalogue, context)
    if match.method in {"exact", "alias"}:
        return None
    own = {name: getattr(proposal, name) for name in ProposalAnswer.model_fields if hasattr(proposal, name)}
    return ProposalAnswer(**own, matched=match.indicator, candidates=candidates_of(proposal.alias, catalogue, context))
