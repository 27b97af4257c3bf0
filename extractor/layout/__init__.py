"""Regions of a page and their order: ruled tables, titles, captions, notes, running text, page furniture."""

from extractor.layout.arranging import arrange

__all__ = ["arrange"]
