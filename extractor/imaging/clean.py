"""A page freed of uneven light and seals."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.imaging.light import even_light
from extractor.imaging.seals import find_seals, lift_seals
from models.geometry import Box
from models.page import Raster


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """``raster`` for reading and for finding rules; ``seals`` in its page units."""

    raster: Raster
    seals: tuple[Box, ...]


def clean(raster: Raster) -> Cleaned:
    """Even out the light, and fade coloured seals into the paper.

    Specks stay, and tell the quality. Wiping them was tried and costs more than it gains: on blurred and noisy scans
    the crumbs of a broken stroke are as small, and the recogniser reads past dirt better than past missing strokes.
    """
    pixels = even_light(raster.pixels)
    seals = find_seals(pixels)
    if seals:
        pixels = lift_seals(pixels, seals)
    return Cleaned(
        raster=Raster(pixels, raster.px_per_unit, raster.to_shown),
        seals=tuple(box.scaled(1 / raster.px_per_unit) for box in seals),
    )
