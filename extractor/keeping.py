"""What was read, kept as bytes: pages, so that they need not be read again, and what a review starts from."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from typing import Any, Protocol, TypeVar, get_origin

import numpy as np
import numpy.typing as npt
from cattrs.preconf.json import JsonConverter, make_converter
from pydantic import BaseModel
from pydantic_core import from_json, to_json  # three times as quick as Python's own, and as exact

from extractor.material import Material, Structure, Understandable
from extractor.sheets import Sheet
from models.page import Raster

_COMPRESSION = 1  # of 9: the fastest, at a fifth of the size
_LENGTH_BYTES = 8  # of the number that says how long the first part of a material is

_Kept = TypeVar("_Kept")


class KeptSheets(Protocol):
    """The sheets of one document, by page number, all read in the same way."""

    def find(self, page: int) -> Sheet | None:
        """The page's sheet, or None where it was not kept or cannot be used."""

    def keep(self, page: int, sheet: Sheet) -> None:
        """Keep a sheet. The same page again takes the place of the first."""


def sheet_to_bytes(sheet: Sheet) -> bytes:
    """A sheet without its pixels."""
    bare = replace(sheet, reading=replace(sheet.reading, page=replace(sheet.reading.page, raster=None)))
    return _packed(bare)


def sheet_from_bytes(data: bytes) -> Sheet:
    """Raises ValueError for bytes that are no sheet."""
    return _unpacked(data, Sheet, "sheet")


def material_to_bytes(material: Material) -> bytes:
    first, second = _packed(material.understandable), _packed(material.structure)
    return len(first).to_bytes(_LENGTH_BYTES) + first + second


def understandable_from_bytes(data: bytes) -> Understandable:
    """The first part of a material. Raises ValueError for bytes that are none."""
    end = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES])
    return _unpacked(data[_LENGTH_BYTES:end], Understandable, "material")


def structure_from_bytes(data: bytes) -> Structure:
    """The second part of a material. Raises ValueError for bytes that are none."""
    start = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES])
    return _unpacked(data[start:], Structure, "material")


def _packed(value: object) -> bytes:
    return zlib.compress(to_json(_converter().unstructure(value)), _COMPRESSION)


def _unpacked(data: bytes, kind: type[_Kept], name: str) -> _Kept:
    try:
        return _converter().structure(from_json(zlib.decompress(data)), kind)
    except Exception as error:
        raise ValueError(f"not a kept {name}: {error}") from error


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
