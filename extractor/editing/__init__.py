"""Tables put right by people: cells merged and split, rows put in and taken out, texts and heads written anew."""

from extractor.editing.apply import EditRefused, edited
from extractor.editing.heads import HeadedGrids

__all__ = ["EditRefused", "HeadedGrids", "edited"]
