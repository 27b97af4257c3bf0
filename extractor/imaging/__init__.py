"""Page pixels: drawn, stood upright, and cleaned."""

from extractor.imaging.clean import Cleaned, clean
from extractor.imaging.render import render
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.turn import Recognise
from extractor.imaging.upright import Upright, stand_upright
from extractor.imaging.warp import warp

__all__ = ["Cleaned", "ImagingSettings", "Recognise", "Upright", "clean", "render", "stand_upright", "warp"]
