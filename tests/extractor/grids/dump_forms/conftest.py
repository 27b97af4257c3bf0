"""Forms in dumps, read as far as their grids and as far as their data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.forms import data_of, interpret, load_definitions
from extractor.grids import listings_of_dump
from extractor.reading import find_zones, restore_dump
from extractor.values import parse_value
from models.form import Definitions
from models.grid import Grid
from models.page import DumpPage


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load_definitions()


@pytest.fixture(scope="module")
def grids(definitions: Definitions) -> Callable[[str], tuple[Grid, ...]]:
    def read(text: str) -> tuple[Grid, ...]:
        page = DumpPage(1, tuple(text.split("\n")))
        forms = definitions.forms
        return listings_of_dump(restore_dump(page, forms), find_zones(page.lines, forms), 1, forms)

    return read


@pytest.fixture(scope="module")
def data(grids: Callable[[str], tuple[Grid, ...]], definitions: Definitions) -> Callable[[str], dict]:  # type: ignore[type-arg]  # nested data of any form
    def read(text: str) -> dict:  # type: ignore[type-arg]  # nested data of any form
        (reading,) = interpret(grids(text), definitions)
        return data_of(reading, {leaf.path: parse_value(leaf.text, leaf.kind) for leaf in reading.leaves})

    return read
