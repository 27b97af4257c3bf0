"""A label as printed to a canonical indicator, or an honest abstention."""

from extractor.matching.asked import Asked, answered_alike, asked_of
from extractor.matching.catalogue import Catalogue, load_catalogue
from extractor.matching.explain import why_matched
from extractor.matching.known_words import in_known_words
from extractor.matching.match import LabelContext, Relation, Scored, match_label, match_leaf, ranked_candidates
from extractor.matching.subjects import corrected_subjects

__all__ = [
    "Asked",
    "Catalogue",
    "LabelContext",
    "Relation",
    "Scored",
    "answered_alike",
    "asked_of",
    "corrected_subjects",
    "in_known_words",
    "load_catalogue",
    "match_label",
    "match_leaf",
    "ranked_candidates",
    "why_matched",
]
