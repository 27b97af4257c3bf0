"""A label as printed to a canonical indicator, or an honest abstention."""

from extractor.matching.catalogue import Catalogue, load_catalogue
from extractor.matching.match import LabelContext, match_label, match_leaf
from extractor.matching.subjects import corrected_subjects

__all__ = ["Catalogue", "LabelContext", "corrected_subjects", "load_catalogue", "match_label", "match_leaf"]
