"""What the bytes are, and their pages: PDF, pictures and text dumps, within limits."""

from extractor.ingest.limits import Limits
from extractor.ingest.opened import Opened, open_input

__all__ = ["Limits", "Opened", "open_input"]
