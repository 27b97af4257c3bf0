"""科目 codes and names that correct each other."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.forms import load_definitions
from extractor.matching import Catalogue, corrected_subjects, load_catalogue, match_leaf
from extractor.values import parse_value
from models.geometry import Box
from models.record import FormReading, Leaf
from models.text import Glyph, TextLine

BOX = Box(0, 0, 1, 1)


@pytest.fixture(scope="module")
def subjects() -> Catalogue:
    return load_catalogue()


def leaf(path: str, text: str, engine: str = "rapidocr", code: str | None = None) -> Leaf:
    lines = (TextLine(text, BOX, (), engine),) if text else ()
    kind = "code" if path.endswith("code") else "text"
    return Leaf(path, "lines.x", kind, kind == "text", text, None, None, lines, code=code)


def corrected(rows: Sequence[tuple[str, str]], catalogue: Catalogue, engine: str = "rapidocr") -> list[tuple[str, str]]:
    leaves = tuple(
        leaf(f"lines[{i}].{key}", text, engine)
        for i, row in enumerate(rows)
        for key, text in zip(("code", "name"), row, strict=True)
    )
    values = {it.path: parse_value(it.text, it.kind) for it in leaves}
    right = corrected_subjects(FormReading("fiscal_table", "", (), (1,), 1.0, leaves), values, catalogue)
    return [(right[f"lines[{i}].code"].clean, right[f"lines[{i}].name"].clean) for i in range(len(rows))]


def test_a_misread_digit_is_put_right_by_the_name(subjects: Catalogue) -> None:
    rows = [("206", "科学技术支出"), ("20607", "科学技术普及"), ("2080702", "科普活动")]
    assert corrected(rows, subjects)[2] == ("2060702", "科普活动")


@pytest.mark.parametrize("code", ["120607", "2060", "0607"])
def test_a_digit_too_many_or_too_few_is_put_right_by_the_name(code: str, subjects: Catalogue) -> None:
    rows = [("206", "科学技术支出"), (code, "科学技术普及"), ("12060", "别的名称")]
    assert corrected(rows, subjects)[1:] == [("20607", "科学技术普及"), ("12060", "别的名称")]


def test_a_misread_digit_of_an_unknown_subject_is_put_right_by_the_codes_above(subjects: Catalogue) -> None:
    rows = [("206", "科学技术支出"), ("20607", "科学技术普及"), ("2060702", "科普活动"), ("2050788", "本区自设科目")]
    assert corrected(rows, subjects)[3] == ("2060788", "本区自设科目")


def test_a_misread_name_is_put_right_by_its_code(subjects: Catalogue) -> None:
    assert corrected([("30239", "其他交逋费用")], subjects) == [("30239", "其他交通费用")]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("2010601", "本区自设科目")], "nothing says that either is wrong"),
        ([("20604", "技术与开发")], "another wording is no misreading"),
        ([("2080702", "科普活动")], "the codes above are not there"),
        (
            [("20103", "政府办公厅（室）及相关机构事务"), ("20108", "审计事务"), ("2010801", "行政运行")],
            "it stands right under its parent, and another of its name under another",
        ),
    ],
)
def test_what_may_be_printed_so_stays(rows: list[tuple[str, str]], why: str, subjects: Catalogue) -> None:
    assert corrected(rows, subjects) == rows, why


def test_a_text_layer_is_never_put_right(subjects: Catalogue) -> None:
    rows = [("206", "科学技术支出"), ("20607", "科学技术普及"), ("2080702", "科普活动")]
    assert corrected(rows, subjects, engine="text_layer") == rows


def test_the_repair_says_what_was_read(subjects: Catalogue) -> None:
    leaves = (leaf("lines[0].code", "30239"), leaf("lines[0].name", "其他交逋费用"))
    values = {it.path: parse_value(it.text, it.kind) for it in leaves}
    right = corrected_subjects(FormReading("fiscal_table", "", (), (1,), 1.0, leaves), values, subjects)
    assert right["lines[0].name"].repairs == ("其他交逋费用→其他交通费用",)


def test_a_line_bears_its_subjects_name_and_id(subjects: Catalogue) -> None:
    match = match_leaf(leaf("lines[0].name", "技术与开发", code="20604"), subjects, load_definitions())
    assert (match.indicator, match.canonical, match.method) == ("function.20604", "技术研究与开发", "alias")
    unknown = match_leaf(leaf("lines[0].name", "本区自设科目", code="2069901"), subjects, load_definitions())
    assert (unknown.indicator, unknown.canonical) == (None, None)


@pytest.mark.parametrize(
    ("read", "others", "right"),
    [
        ("津站补贴", {1: ("贴", 0.5)}, "津贴补贴"),
        ("津站补贴", {1: ("粘", 0.5)}, "津站补贴"),
        ("津站补贴", {1: ("贴", 0.01)}, "津站补贴"),
        ("津贴补贴", {1: ("站", 0.5)}, "津贴补贴"),
        ("津站补站", {1: ("贴", 0.5), 3: ("贴", 0.5)}, "津站补站"),
    ],
    ids=["thought of", "another", "hardly", "a subject", "two off"],
)
def test_a_name_without_a_code_is_put_right_by_what_the_recogniser_thought_of(
    read: str, others: dict[int, tuple[str, float]], right: str, subjects: Catalogue
) -> None:
    glyphs = tuple(Glyph(char, BOX, 0.9, (others[i],) if i in others else ()) for i, char in enumerate(read))
    lines = (TextLine(read, BOX, glyphs, "rapidocr"),)
    code, name = leaf("lines[0].code", ""), replace(leaf("lines[0].name", read), lines=lines)
    values = {it.path: parse_value(it.text, it.kind) for it in (code, name)}
    reading = FormReading("fiscal_table", "", (), (1,), 1.0, (code, name))
    value = corrected_subjects(reading, values, subjects)["lines[0].name"]
    assert (value.clean, bool(value.repairs)) == (right, right != read)
