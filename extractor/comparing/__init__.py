"""Two results of one document against each other: what changed between two readings."""

from extractor.comparing.compare import compare
from extractor.comparing.drift import CheckChange, Drift, FieldChange

__all__ = ["CheckChange", "Drift", "FieldChange", "compare"]
