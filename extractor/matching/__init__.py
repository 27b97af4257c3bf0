"""A label as printed to a canonical indicator, or an honest abstention."""

from extractor.matching.catalogue import load_catalogue
from extractor.matching.match import LabelContext, match_label, match_leaf
from models.catalogue import Catalogue

__all__ = ["Catalogue", "LabelContext", "load_catalogue", "match_label", "match_leaf"]
