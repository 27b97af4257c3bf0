"""A label as printed to a canonical indicator, or an honest abstention."""

from extractor.matching.catalogue import Catalogue, load_catalogue
from extractor.matching.match import LabelContext, match_label, match_leaf

__all__ = ["Catalogue", "LabelContext", "load_catalogue", "match_label", "match_leaf"]
