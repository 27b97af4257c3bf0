"""Names for the way in which something was made: where the name is the same, making it again gives the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

from extractor.settings import Settings
from extractor.tools import Tools

_LENGTH = 16  # hex digits: 64 bits, enough to tell the versions that one archive will ever see
_SHEET_ROOMS = ("grids", "imaging", "ingest", "layout", "reading")
_SHEET_FILES = ("asides.py", "data/seal_paint.yaml", "pages.py", "sheets.py")
_LIBRARIES = (
    "numpy",
    "onnxruntime",
    "opencc",
    "opencv-python-headless",
    "openvino",
    "pymupdf",
    "rapidfuzz",
    "rapidocr",
    "rjieba",
    "scipy",
)


def sheets_made_by(tools: Tools) -> str:
    """The way in which pages are read and cut into tables.

    It covers the code of the rooms that do it, the libraries, every setting of reading, and the words of the form
    definitions, by which a page's turn is told. The catalogue and the calibration have no say before a sheet is there.
    """
    settings, words = tools.settings, tools.definitions.words
    said = [tools.engine.version, settings.limits, settings.imaging, settings.reading, words]
    return _named(_code((*_SHEET_ROOMS, *_SHEET_FILES)), _libraries(), *map(repr, said))


def results_made_by(settings: Settings) -> str:
    """The way in which results are made: all code, all data, all settings, and the user's own files by content."""
    own = [*settings.definitions, *settings.catalogues, *([settings.calibration] if settings.calibration else [])]
    contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in own]
    return _named(_code(("",)), _libraries(), repr(settings), *contents)


def results_made_by_but_for_catalogue(settings: Settings) -> str:
    """The same whatever files with own indicators ``settings`` name."""
    return results_made_by(replace(settings, catalogues=()))


def _named(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]


@cache
def _libraries() -> str:
    return " ".join(f"{name} {version(name)}" for name in _LIBRARIES)


@cache
def _code(places: tuple[str, ...]) -> str:
    """A hash over the files at some places of this package, folders with all that is in them, and over ``models``."""
    digest = hashlib.sha256()
    for root in (*(resources.files("extractor") / place for place in places), resources.files("models")):
        for source in _files(root):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield from [place] if place.name.endswith((".py", ".yaml")) else []
        return
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        yield from _files(entry)
