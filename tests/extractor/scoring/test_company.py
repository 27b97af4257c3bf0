"""What neighbours say of a field: holes in its row, what stands in its column, how that column's texts end."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractor.scoring import ALONE, Company, companies, row_of
from models.geometry import Box
from models.record import Leaf, Place, TypedValue

PLACE = Place(1, Box(0, 0, 10, 10))


def fields(column: str, *texts: str, place: Place | None = PLACE) -> list[tuple[Leaf, TypedValue]]:
    """One column of a list, from its first row on. Digits are numbers."""
    return [
        (
            Leaf(f"items[{row}].{column}", f"items.{column}", "text", True, column, None, place, ()),
            TypedValue("text", text, text if text.isdigit() else None),
        )
        for row, text in enumerate(texts)
    ]


def of(path: str, *columns: list[tuple[Leaf, TypedValue]], words: tuple[str, ...] = ()) -> Company:
    return companies([field for column in columns for field in column], {"items.level1": words})[path]


def test_rows_of_lists_are_told_by_their_paths() -> None:
    assert row_of("lines[3].values.合计") == "lines[3]"
    assert row_of("total_score") is None


def test_a_field_by_itself_is_in_no_company() -> None:
    assert of("items[0].weight", fields("weight", "10")) == ALONE


def test_a_word_of_the_column_beside_it_is_out_of_place_in_a_column_of_any_texts() -> None:
    columns = fields("level1", "产出", "效益"), fields("level3", "产出", "完成时间")
    words = ("产出", "效益")
    assert of("items[0].level3", *columns, words=words).word == 0
    assert of("items[1].level3", *columns, words=words).word == 1
    assert of("items[0].level1", *columns, words=words).word == 1
    assert of("items[0].level1", *columns, words=words).row_fits == 0


def test_a_row_with_a_hole_where_others_have_none_is_seen() -> None:
    names, weights = fields("name", "a", "b", "c", "d"), fields("weight", "1", "", "3", "4")
    assert of("items[0].name", names, weights).row_filled == 1
    assert of("items[1].name", names, weights).row_filled == 0.25
    assert of("items[1].weight", names, weights).column == 0
    assert of("items[0].weight", names, weights).column == 2 / 3


def test_a_column_that_is_blank_all_over_is_no_hole() -> None:
    assert of("items[1].name", fields("name", "a", "b"), fields("deviation", "", "")).row_filled == 1


def test_a_dash_is_a_blank() -> None:
    assert of("items[0].other", fields("other", "—", "12", "13")).column == 0


def test_a_number_among_words_is_seen() -> None:
    assert of("items[1].name", fields("name", "a", "50", "c")).kind == 0
    assert of("items[0].name", fields("name", "a", "b", "c")).kind == 1


def test_a_text_that_lost_its_end_is_seen_beside_those_that_kept_theirs() -> None:
    texts = fields("criteria", "完成率不低于百分之九十五。", "资料齐全得余下的分值。", "达到百分之百得两分")
    assert of("items[2].criteria", texts).ending == 0
    assert of("items[0].criteria", texts).ending == 0.5
    assert of("items[0].criteria", fields("criteria", "短", "达到百分之百得两分。")).ending == 1


def test_what_is_no_word_of_a_column_of_words_is_seen() -> None:
    levels = fields("level1", "产出指标", "(50分)", "")
    words = ("产出指标", "效益指标")
    assert [of(f"items[{row}].level1", levels, words=words).word for row in range(3)] == [1, 0, 1]


def test_a_column_that_the_page_does_not_have_is_seen_in_its_rows() -> None:
    assert of("items[0].total", fields("total", "1"), fields("fiscal", "", place=None)).row_found == 0
    assert of("items[0].total", fields("total", "1"), fields("fiscal", "")).row_found == 1


def test_what_does_not_fit_beside_a_field_is_seen() -> None:
    levels, weights = fields("level1", "(50分)", "产出指标"), fields("weight", "10", "20")
    assert [of(f"items[{row}].weight", levels, weights, words=("产出指标",)).row_fits for row in (0, 1)] == [0, 1]
    names = fields("name", *"abcdefg", "8")
    assert of("items[7].weight", names, fields("weight", *"12345678")).row_fits == 0


@given(st.lists(st.sampled_from(["", "—", "12", "产出指标", "完成率不低于百分之九十五。"]), min_size=1, max_size=6))
def test_every_share_is_one(texts: list[str]) -> None:
    for company in companies(fields("level1", *texts), {"items.level1": ("产出指标",)}).values():
        shares = (company.row_filled, company.row_fits, company.column, company.kind, company.ending, company.word)
        assert all(0 <= share <= 1 for share in shares)


def test_a_blank_is_seen_in_a_table_that_prints_its_zeros() -> None:
    assert of("items[1].total", fields("total", "5", "", "0", "0", "0")).nothing == 0
    assert of("items[2].total", fields("total", "5", "", "0", "0", "0")).nothing == 1
    assert of("items[1].total", fields("total", "5", "", "", "0")).nothing == 0.5
    assert of("items[1].name", fields("name", "a", ""), fields("total", "0", "0")).nothing == 1


def test_an_amount_inside_a_text_is_seen_where_other_texts_have_none() -> None:
    assert of("items[0].name", fields("name", "住房公积金3.53", "住房保障支出", "行政运行")).unmixed == 0
    assert of("items[0].name", fields("name", "共1.50万元", "共2.50万元", "行政运行")).unmixed == 0.5
    assert of("items[0].name", fields("name", "住房公积金", "住房保障支出")).unmixed == 1


def test_digits_among_names_are_seen_also_where_they_are_no_number() -> None:
    code = (fields("name", "x")[0][0], TypedValue("text", "22,101", None))
    assert of("items[0].name", [code, *fields("name", "x", "行政运行", "住房公积金")[1:]]).kind == 0


def amounts(*texts: str) -> list[tuple[Leaf, TypedValue]]:
    return [
        (
            Leaf(f"lines[{row}].values.合计", "lines.values.合计", "amount", False, "合计", None, PLACE, ()),
            TypedValue("amount" if text else "none", text, text or None),
        )
        for row, text in enumerate(texts)
    ]


def lines(column: str, *texts: str) -> list[tuple[Leaf, TypedValue]]:
    return [
        (
            Leaf(f"lines[{row}].{column}", f"lines.{column}", "text", True, column, None, PLACE, ()),
            TypedValue("text", text),
        )
        for row, text in enumerate(texts)
    ]


def test_an_amount_of_a_line_without_a_name_is_seen() -> None:
    table = lines("name", "合计", ""), amounts("1.00", "1.00")
    assert [of(f"lines[{row}].values.合计", *table).named for row in (0, 1)] == [1, 0]
    assert of("lines[1].name", *table).named == 1


def test_a_row_without_numbers_is_seen_where_others_have_some() -> None:
    table = lines("name", "合计", "续上行"), amounts("1.00", "")
    assert [of(f"lines[{row}].name", *table).counts for row in (0, 1)] == [1, 0]
    assert of("lines[0].name", lines("name", "合计"), amounts("")).counts == 1


def test_decimals_unlike_those_of_the_other_amounts_are_seen() -> None:
    table = amounts("5272796", "173.20", "13.94", "82.37")
    assert of("lines[0].values.合计", table).decimals == 0
    assert of("lines[1].values.合计", table).decimals == 2 / 3


def test_a_number_that_breaks_the_run_of_its_column_is_seen() -> None:
    numbers = lines("line_no", "42", "4344", "44", "45")
    assert [of(f"lines[{row}].line_no", numbers).sequence for row in range(4)] == [0, 0, 1, 1]
    assert of("lines[1].name", lines("name", "九、节能环保", "一、城乡社区", "十一、农林水")).sequence == 0
    assert of("lines[1].code", lines("code", "201", "210")).sequence == 1


def test_a_column_of_amounts_that_is_blank_all_over_where_zeros_are_printed_is_seen() -> None:
    lost = [
        (replace(leaf, path=leaf.path.replace("合计", "其他"), role="lines.values.其他"), value)
        for leaf, value in amounts("", "")
    ]
    assert of("lines[0].values.其他", amounts("0.00", "0.00"), lost).nothing < 0.5
    assert of("lines[0].values.其他", amounts("0.10", "0.20"), lost).nothing == 1


def test_what_only_looks_like_a_numeral_is_seen() -> None:
    names = lines("name", "十、节能环保", "一一、城乡社区", "其中：")
    assert [of(f"lines[{row}].name", names).numeral for row in range(3)] == [1, 0, 1]


def test_texts_are_held_against_the_wording_of_their_column_and_numbers_are_not() -> None:
    texts = fields("criteria", "符合要求，得1分", "符合要求。得2分", "符合要求，得3分", "12345678901234", "分")
    assert of("items[1].criteria", texts).marks == 0
    assert of("items[4].criteria", texts).length < 0.2
    assert (of("items[3].criteria", texts).marks, of("items[3].criteria", texts).length) == (1, 1)
