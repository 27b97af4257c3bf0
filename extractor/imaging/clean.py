"""A page freed of uneven light and seals, and a measure of how good it is."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.imaging.ink import gray_of, ink_mask
from extractor.imaging.light import even_light
from extractor.imaging.quality import quality_of
from extractor.imaging.seals import find_seals, lift_seals
from extractor.imaging.specks import specks_per_character
from extractor.imaging.textlines import character_height
from models.components import Components
from models.geometry import Box
from models.page import Raster


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """``raster`` for reading and for finding rules; ``seals`` in its page units; ``quality`` 0 to 1."""

    raster: Raster
    seals: tuple[Box, ...]
    quality: float


def clean(raster: Raster) -> Cleaned:
    """Even out the light, fade coloured seals into the paper, and measure what was found.

    Specks only tell the quality. Wiping them was tried and costs more than it gains: on blurred and noisy scans the
    crumbs of a broken stroke are as small, and the recogniser reads past dirt better than past missing strokes.
    """
    pixels = even_light(raster.pixels)
    seals = find_seals(pixels)
    if seals:
        pixels = lift_seals(pixels, seals)
    gray = gray_of(pixels)
    ink = ink_mask(gray)
    pieces = Components.of(ink)
    text_height = character_height(pieces)
    return Cleaned(
        raster=Raster(pixels, raster.px_per_unit, raster.to_shown),
        seals=tuple(box.scaled(1 / raster.px_per_unit) for box in seals),
        quality=quality_of(gray, ink, text_height, specks_per_character(pieces, text_height)),
    )
