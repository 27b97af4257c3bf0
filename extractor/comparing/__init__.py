"""Two results of one document against each other: what changed between two readings."""

from extractor.comparing.carrying import Decided, Fate, carry
from extractor.comparing.compare import compare
from extractor.comparing.drift import CheckChange, Drift, FieldChange
from extractor.comparing.labels import LabelChange, label_changes
from extractor.comparing.renaming import renamed

__all__ = [
    "CheckChange",
    "Decided",
    "Drift",
    "Fate",
    "FieldChange",
    "LabelChange",
    "carry",
    "compare",
    "label_changes",
    "renamed",
]
