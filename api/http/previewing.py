"""What documents that are held would say with another catalogue, found from what was kept of their reading."""

from __future__ import annotations

from collections.abc import Sequence

from api.http.catalogue_schemas import Preview, PreviewedDocument
from api.service import Service
from api.storage import Document
from api.storage.database import looking
from api.storage.revisions import newest_revision
from extractor.comparing import compare, label_changes
from extractor.keeping import understandable_from_bytes
from extractor.reviewing import untouched
from extractor.tools import Knowledge
from models.result import ExtractionResult


def previewed(
    service: Service, documents: Sequence[Document], old: Knowledge, new: Knowledge, following: str | None
) -> Preview:
    """Each document as the machine leaves it with one catalogue and with the other; ``following``: the next cursor."""
    looked_at = [_previewed(service, document, old, new) for document in documents]
    compared = [one for one in looked_at if one is not None]
    return Preview(
        compared=len(compared),
        left_out=len(looked_at) - len(compared),
        documents=tuple(one for one in compared if one.labels or not one.drift.empty),
        next=following,
    )


def _previewed(service: Service, document: Document, old: Knowledge, new: Knowledge) -> PreviewedDocument | None:
    with looking(service.database) as connection:
        revision = newest_revision(connection, document.id)
    if revision is None or revision.material is None:
        return None
    try:
        material = understandable_from_bytes(service.blobs.get(revision.material))
    except ValueError:  # an older version's
        return None
    result = ExtractionResult.model_validate_json(service.blobs.get(revision.result))
    before, after = (untouched(material, known).records for known in (old, new))
    drift = compare(result.model_copy(update={"records": before}), result.model_copy(update={"records": after}))
    return PreviewedDocument(
        document=document.id, filename=document.filename, labels=label_changes(before, after), drift=drift
    )
