"""What stands around a field: its column's head, and ink of it that nobody read."""

from __future__ import annotations

import pytest

from extractor.pages import PageReading
from extractor.surroundings import circumstances, surroundings
from extractor.tools import Tools
from extractor.values import parse_value
from models.geometry import Box, PageMap
from models.page import ReadPage
from models.record import FormReading, Leaf, Place
from models.text import TextLine

HEAD, CELL = Box(50, 0, 90, 20), Box(50, 20, 90, 40)


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


@pytest.mark.parametrize("ruled", [True, False])
def test_a_head_set_unlike_the_others_is_known_of_all_values_below_where_no_rules_tell(
    tools: Tools, *, ruled: bool
) -> None:
    levels = {"合计": 14.0, "投资": 0.0, "余额": 0.0}
    heads = [
        Leaf(
            f"columns[{i}].key", "columns.key", "text", True, key, key, None,
            (TextLine(key, Box(50 * i, y, 50 * i + 20, y + 10), (), "rapidocr"),), fixed=key,
        )
        for i, (key, y) in enumerate(levels.items())
    ]  # fmt: skip
    value = Leaf("lines[0].values.合计", "lines.values.合计", "amount", False, "合计", None, None, ())
    reading = FormReading("other", "表", (0,), (1,), 1.0, (*heads, value), variant="final_accounts.01", ruled=ruled)
    pages = {1: PageReading(ReadPage(1, 100, 100, 100, 100, (), (), PageMap(), "ocr"))}
    common = circumstances(reading, (), (), pages, tools)

    assert surroundings(value, common, pages).head.set_alike == (1.0 if ruled else 0.0)


@pytest.mark.parametrize(("level1", "nested"), [("过程", False), ("产出", True)])
def test_levels_that_cannot_stand_beside_one_another_are_known_by_the_form(
    tools: Tools, level1: str, *, nested: bool
) -> None:
    texts = {"items[0].level1": level1, "items[0].level2": "产出数量"}
    leaves = [
        Leaf(path, path.replace("[0]", ""), "text", True, "", None, None, (TextLine(text, CELL, (), "rapidocr"),))
        for path, text in texts.items()
    ]
    fields = [(leaf, parse_value(leaf.text, leaf.kind)) for leaf in leaves]
    reading = FormReading("evaluation_scorecard", "表", (0,), (1,), 1.0, tuple(leaves))
    pages = {1: PageReading(ReadPage(1, 100, 100, 100, 100, (), (), PageMap(), "ocr"))}
    common = circumstances(reading, fields, (), pages, tools)

    assert [surroundings(leaf, common, pages).nested for leaf in leaves] == [nested] * 2
