"""What is written for a document in one variant."""

from __future__ import annotations

from dataclasses import dataclass

from samples.truth import Json


@dataclass(frozen=True, slots=True)
class Sample:
    """A file and its truth. ``suffix`` follows the document's name: ``.heavy.pdf``."""

    suffix: str
    data: bytes
    truth: dict[str, Json]
