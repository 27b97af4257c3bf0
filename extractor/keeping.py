"""Pages that were read, kept as bytes so that they need not be read again."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from typing import Any, Protocol, get_origin

import numpy as np
import numpy.typing as npt
from cattrs.preconf.json import JsonConverter, make_converter
from pydantic import BaseModel

from extractor.sheets import Sheet
from models.page import Raster

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
