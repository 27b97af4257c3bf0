"""What is kept: documents, their runs and revisions, events, and the bytes of files. Nothing here reads a document."""

from api.storage.blobs import Blobs
from api.storage.database import open_database
from api.storage.decisions import Carried, Decision
from api.storage.records import Batch, BatchEvent, Document, Event, Item, Revision, Run, RunState

__all__ = [
    "Batch",
    "BatchEvent",
    "Blobs",
    "Carried",
    "Decision",
    "Document",
    "Event",
    "Item",
    "Revision",
    "Run",
    "RunState",
    "open_database",
]
