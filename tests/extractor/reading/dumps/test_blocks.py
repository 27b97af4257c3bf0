from extractor.forms import load_definitions
from extractor.reading import restore_dump
from models.page import DumpPage

FORMS = load_definitions().forms


def runs(*lines: str) -> list[list[str]]:
    blocks = restore_dump(DumpPage(1, lines), FORMS)
    return [[run.text for run in block.runs] for block in blocks]


def test_blank_lines_part_blocks_and_spaces_part_runs() -> None:
    assert runs("甲 乙", "丙", "", "丁") == [["甲", "乙", "丙"], ["丁"]]


def test_a_page_that_begins_with_a_space_begins_a_block() -> None:
    assert runs("甲", " 乙") == [["甲"], ["乙"]]


def test_page_numbers_are_left_out() -> None:
    assert runs("甲", "- 40 -", "乙", "第 3 页 共 9 页") == [["甲"], ["乙"]]


def test_a_bare_number_is_kept_because_it_may_be_a_cell() -> None:
    assert runs("甲", "10") == [["甲", "10"]]


def test_a_tabbed_line_is_a_block_that_knows_its_tab_stops() -> None:
    (block,) = restore_dump(DumpPage(1, ("\t甲 乙\t\t丙\t",)), FORMS)
    assert [run.text for run in block.runs] == ["甲 乙", "丙"]
    assert block.slots == (1, 3)


def test_boxes_are_the_column_and_line_of_each_character() -> None:
    (block,) = restore_dump(DumpPage(1, ("", "甲 乙丙")), FORMS)
    last = block.runs[-1]
    assert (last.box.x0, last.box.y0, last.box.x1, last.box.y1) == (2, 1, 4, 2)
    assert [(glyph.char, glyph.box.x0) for glyph in last.glyphs] == [("乙", 2), ("丙", 3)]
