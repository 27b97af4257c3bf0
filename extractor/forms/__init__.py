"""Which form a table is and what each of its cells means."""

from extractor.forms.definitions import load_definitions

__all__ = ["load_definitions"]
