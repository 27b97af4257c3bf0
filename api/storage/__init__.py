"""What is kept: documents, their runs and revisions, events, and the bytes of files. Nothing here reads a document."""

from api.storage.blobs import Blobs
from api.storage.database import open_database
from api.storage.decisions import Carried, Decision
from api.storage.records import Document, Event, Revision, Run, RunState

__all__ = ["Blobs", "Carried", "Decision", "Document", "Event", "Revision", "Run", "RunState", "open_database"]
