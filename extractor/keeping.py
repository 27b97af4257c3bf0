"""Pages that were read, kept so that they need not be read again: as bytes, and under what made them."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Protocol, get_origin

import numpy as np
import numpy.typing as npt
from cattrs.preconf.json import JsonConverter, make_converter
from pydantic import BaseModel

from extractor.sheets import Sheet
from extractor.tools import Tools
from models.page import Raster

READS_A_PAGE = ("grids", "imaging", "ingest", "layout", "reading")
"""The rooms whose code decides what a sheet holds."""

_COMPRESSION = 1  # of 9: the fastest, at a fifth of the size


class KeptSheets(Protocol):
    """The sheets of one document, by page number, all read in the same way."""

    def find(self, page: int) -> Sheet | None:
        """The page's sheet, or None where it was not kept or cannot be used."""

    def keep(self, page: int, sheet: Sheet) -> None:
        """Keep a sheet. The same page again takes the place of the first."""


def sheet_to_bytes(sheet: Sheet) -> bytes:
    """A sheet without its pixels."""
    bare = replace(sheet, reading=replace(sheet.reading, page=replace(sheet.reading.page, raster=None)))
    return zlib.compress(_converter().dumps(bare).encode(), _COMPRESSION)


def sheet_from_bytes(data: bytes) -> Sheet:
    """Raises ValueError for bytes that are no sheet."""
    try:
        return _converter().loads(zlib.decompress(data), Sheet)
    except Exception as error:
        raise ValueError(f"not a kept sheet: {error}") from error


def fingerprint(tools: Tools) -> str:
    """A name for the way in which pages are read: another one wherever a sheet might come out differently.

    It covers the code of the rooms that read a page, the OCR engine's version, every setting of reading, and the
    words by which a page's turn is told. The catalogue and the calibration have no say before a sheet is there.
    """
    settings, words = tools.settings, tools.definitions.words
    said = [_code(), tools.engine.version, settings.limits, settings.imaging, settings.reading, words]
    return hashlib.sha256("\n".join(map(repr, said)).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    package = resources.files("extractor")
    for place in (*(package / room for room in READS_A_PAGE), package / "pages.py", package / "sheets.py"):
        for source in _sources(place):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(place: Traversable) -> list[Traversable]:
    if place.is_file():
        return [place]
    found = [entry for entry in place.iterdir() if entry.is_file() and entry.name.endswith(".py")]
    return sorted(found, key=lambda entry: entry.name)


@cache
def _converter() -> JsonConverter:
    converter = make_converter()

    def is_array(kind: Any) -> bool:  # noqa: ANN401 - any type may be asked about
        return kind is np.ndarray or get_origin(kind) is np.ndarray

    def array(value: list[Any], _kind: object) -> npt.NDArray[np.float64]:
        return np.asarray(value, dtype=np.float64)

    converter.register_unstructure_hook_func(is_array, lambda value: value.tolist())
    converter.register_structure_hook_func(is_array, array)
    converter.register_unstructure_hook(BaseModel, lambda value: value.model_dump())
    converter.register_structure_hook_func(
        lambda kind: isinstance(kind, type) and issubclass(kind, BaseModel), lambda value, kind: kind(**value)
    )
    converter.register_unstructure_hook(Raster, lambda _: None)
    converter.register_structure_hook(Raster, lambda _value, _kind: None)
    return converter
