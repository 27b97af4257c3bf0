"""Page pixels: drawn, stood upright, and cleaned."""

from extractor.imaging.asides import Lie, find_lie, part_of, put_together
from extractor.imaging.clean import Cleaned, clean
from extractor.imaging.preparations import preparations
from extractor.imaging.quality import quality_of
from extractor.imaging.render import render
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.turn import Reader
from extractor.imaging.upright import Upright, stand_upright, turn_upright
from extractor.imaging.warp import warp

__all__ = [
    "Cleaned",
    "ImagingSettings",
    "Lie",
    "Reader",
    "Upright",
    "clean",
    "find_lie",
    "part_of",
    "preparations",
    "put_together",
    "quality_of",
    "render",
    "stand_upright",
    "turn_upright",
    "warp",
]
