"""Tables put right by people: cells merged and split, rows put in and taken out, texts written anew."""

from extractor.editing.apply import EditRefused, edited

__all__ = ["EditRefused", "edited"]
