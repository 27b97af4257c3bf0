"""Which form a table is and what each of its cells means."""

from extractor.forms.assemble import data_of
from extractor.forms.definitions import load_definitions
from extractor.forms.families import interpret
from extractor.forms.inference import inferred
from extractor.forms.narrative.records import interpret_text, load_narrative
from extractor.forms.relabelling import relabelled
from extractor.forms.words import put_right
from models.form import Definitions

__all__ = [
    "Definitions",
    "data_of",
    "inferred",
    "interpret",
    "interpret_text",
    "load_definitions",
    "load_narrative",
    "put_right",
    "relabelled",
]
