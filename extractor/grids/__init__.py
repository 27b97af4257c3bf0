"""Tables as grids: from rules in pixels or drawings, or from a text dump; joined over page breaks."""

from extractor.grids.building import build_grids
from extractor.grids.dump_forms.forms import grids_of_dump
from extractor.grids.dump_forms.listings_grid import listings_of_dump
from extractor.grids.dump_ledgers.tables import ledgers_of_dump
from extractor.grids.overleaf.joining import join_pages
from extractor.grids.ruling.grounds import drawn_band_edges
from extractor.grids.ruling.in_drawings import drawn_rules
from extractor.grids.ruling.in_pixels import find_rules
from extractor.grids.unread import unread_ink

__all__ = [
    "build_grids",
    "drawn_band_edges",
    "drawn_rules",
    "find_rules",
    "grids_of_dump",
    "join_pages",
    "ledgers_of_dump",
    "listings_of_dump",
    "unread_ink",
]
