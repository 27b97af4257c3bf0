"""Documents with what was read of them, for those who list or look at them."""

from __future__ import annotations

from collections.abc import Sequence

from api.http.schemas import DocumentState
from api.service import Service
from api.storage import Document
from api.storage.database import looking
from api.storage.revisions import newest_revisions


def states_of(service: Service, documents: Sequence[Document]) -> tuple[DocumentState, ...]:
    """The documents in their order, each with the figures of its newest result."""
    with looking(service.database) as connection:
        newest = newest_revisions(connection, [document.id for document in documents])
    return tuple(DocumentState.of(document, newest.get(document.id)) for document in documents)


def state_of(service: Service, document: Document) -> DocumentState:
    return states_of(service, [document])[0]
