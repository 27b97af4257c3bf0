"""What stands around a field: its column's head, and ink of it that nobody read."""

from __future__ import annotations

import pytest

from extractor.pages import PageReading
from extractor.settings import Settings
from extractor.surroundings import circumstances, surroundings
from extractor.tools import Tools, load_tools
from models.geometry import Box, PageMap
from models.page import ReadPage
from models.record import FormReading, Leaf, Place

HEAD, CELL = Box(50, 0, 90, 20), Box(50, 20, 90, 40)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(Settings())


@pytest.mark.parametrize(("unread", "seen"), [((), False), ((HEAD,), True), ((CELL,), False)])
def test_ink_that_was_not_read_in_a_head_is_known_of_all_values_below(
    tools: Tools, unread: tuple[Box, ...], *, seen: bool
) -> None:
    head = Leaf("columns[0].key", "columns.key", "text", True, "投资", "投资", Place(1, HEAD), (), fixed="投资")
    value = Leaf("lines[0].values.投资", "lines.values.投资", "amount", False, "投资", None, Place(1, CELL), ())
    reading = FormReading("other", "表", (0,), (1,), 1.0, (head, value), variant="final_accounts.01")
    page = ReadPage(1, 100, 100, 100, 100, (), (), PageMap(), "ocr")
    pages = {1: PageReading(page, unread=unread)}
    common = circumstances(reading, (), (), pages, tools)
    assert [surroundings(leaf, common, pages).head.unread_ink for leaf in (head, value)] == [seen, seen]
