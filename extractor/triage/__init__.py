"""In which order people are asked: the doubtful fields of a result, each with what an answer is worth."""

from extractor.triage.doubts import triage
from extractor.triage.worth import Asked, Worth, load_triage, worth

__all__ = ["Asked", "Worth", "load_triage", "triage", "worth"]
