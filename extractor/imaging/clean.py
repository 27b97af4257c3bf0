"""A page freed of uneven light, seals and specks, and a measure of how good it is."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.imaging.ink import gray_of, ink_mask
from extractor.imaging.light import even_light
from extractor.imaging.quality import quality_of
from extractor.imaging.seals import find_seals, lift_seals
from extractor.imaging.specks import find_specks, wipe
from extractor.imaging.textlines import character_height
from models.geometry import Box
from models.page import Raster

# Fewer specks than this per character are harmless, and may be marks that mean something.
_MANY_SPECKS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """``raster`` for reading and for finding rules; ``seals`` in its page units; ``quality`` 0 to 1."""

    raster: Raster
    seals: tuple[Box, ...]
    quality: float


def clean(raster: Raster) -> Cleaned:
    """Even out the light, fade coloured seals into the paper, wipe off specks; measure what was found."""
    pixels = even_light(raster.pixels)
    seals = find_seals(pixels)
    if seals:
        pixels = lift_seals(pixels, seals)
    gray = gray_of(pixels)
    ink = ink_mask(gray)
    text_height = character_height(ink)
    specks = find_specks(ink, text_height)
    if specks.per_character > _MANY_SPECKS:
        pixels = wipe(pixels, specks, ink)
    return Cleaned(
        raster=Raster(pixels, raster.px_per_unit, raster.to_shown),
        seals=tuple(box.scaled(1 / raster.px_per_unit) for box in seals),
        quality=quality_of(gray, ink, text_height, specks.per_character),
    )
