"""Characters that make no known word: put right where the recogniser thought of one that does, doubted otherwise."""

from __future__ import annotations

import pytest

from extractor.matching import Catalogue, in_known_words
from extractor.values import parse_value
from models.geometry import Box
from models.record import FormReading, Leaf, TypedValue
from models.text import Glyph, TextLine

BOX = Box(0, 0, 1, 1)

Doubt = tuple[str, float]
"""What the recogniser thought of besides, and its odds against what it read."""


def leaf(path: str, text: str, doubts: dict[int, Doubt], probability: float = 0.95) -> Leaf:
    """A text; ``doubts`` by place."""
    glyphs = tuple(
        Glyph(char, BOX, probability, ((doubts[at][0], doubts[at][1] * probability),) if at in doubts else ())
        for at, char in enumerate(text)
    )
    return Leaf(path, "targets.level3", "text", True, "", None, None, (TextLine(text, BOX, glyphs, "rapidocr"),))


def understood(catalogue: Catalogue, *leaves: Leaf, words: tuple[str, ...] = ()) -> dict[str, TypedValue]:
    typed = {one.path: parse_value(one.text, one.kind) for one in leaves}
    reading = FormReading("performance_targets", "", (), (1,), 1.0, leaves)
    return {**typed, **in_known_words(reading, typed, catalogue, words)}


@pytest.mark.parametrize(
    ("read", "at", "thought_of", "right"),
    [
        ("配备急教箱数", 3, "救", "配备急救箱数"),
        ("更换并盖的工作", 2, "井", "更换井盖的工作"),
        ("验收合格事", 4, "率", "验收合格率"),
        ("（华办健康讲座）", 1, "举", "（举办健康讲座）"),
    ],
)
def test_a_character_outside_any_word_is_the_one_that_makes_a_word(
    catalogue: Catalogue, read: str, at: int, thought_of: str, right: str
) -> None:
    value = understood(catalogue, leaf("a", read, {at: (thought_of, 0.05)}))["a"]
    assert (value.clean, value.repairs, value.grammatical) == (right, (f"{read}→{right}",), False)


@pytest.mark.parametrize(
    ("read", "doubts", "why"),
    [
        ("检测试制单位", {3: ("剂", 0.05)}, "试制 is a word, too"),
        ("配备急教箱数", {3: ("救", 0.01)}, "the recogniser hardly thought of it"),
        ("配备急教箱数", {}, "the recogniser was sure"),
        ("全年未发生事故", {2: ("来", 0.7)}, "全年来发生 has a 年来 in it, but no more words than before"),
        ("三十五、债务", {0: ("二", 0.7)}, "any numeral may stand there"),
        ("无", {0: ("元", 0.7)}, "a character alone is a word"),
    ],
)
def test_another_character_is_not_put_there(
    catalogue: Catalogue, read: str, doubts: dict[int, Doubt], why: str
) -> None:
    assert understood(catalogue, leaf("a", read, doubts))["a"].clean == read, why


def test_words_of_catalogue_and_forms_are_known(catalogue: Catalogue) -> None:
    read = leaf("a", "公馆渠堋合格数", {3: ("棚", 0.5)})
    assert not understood(catalogue, read)["a"].grammatical
    assert understood(catalogue, read, words=("渠堋",))["a"].grammatical


def test_what_was_surely_read_in_another_field_is_known(catalogue: Catalogue) -> None:
    """管渠 is in no dictionary, 管梁 neither."""
    misread = leaf("a", "排水管梁单位成本", {3: ("渠", 0.2)})
    assert understood(catalogue, misread)["a"].clean == "排水管梁单位成本"
    elsewhere = leaf("b", "清淤排水管渠总数", {})
    assert understood(catalogue, misread, elsewhere)["a"].clean == "排水管渠单位成本"
    right = leaf("a", "排水管渠单位成本", {3: ("梁", 0.2)})
    assert not understood(catalogue, right)["a"].grammatical
    assert understood(catalogue, right, elsewhere)["a"].grammatical
    wavering = leaf("b", "清淤排水管渠总数", {}, probability=0.8)
    assert understood(catalogue, misread, wavering)["a"].clean == "排水管梁单位成本"


def test_a_text_says_nothing_of_itself(catalogue: Catalogue) -> None:
    twice = leaf("a", "凤栖区属凤栖区管理", {0: ("风", 0.1), 1: ("西", 0.1)})
    assert not understood(catalogue, twice)["a"].grammatical


def test_a_doubtful_character_without_any_word_makes_the_text_doubtful(catalogue: Catalogue) -> None:
    value = understood(catalogue, leaf("a", "澄江风栖区", {2: ("凤", 0.5)}))["a"]
    assert (value.clean, value.grammatical, value.repairs) == ("澄江风栖区", False, ())


def test_a_text_as_short_as_a_persons_name_is_only_doubted(catalogue: Catalogue) -> None:
    value = understood(catalogue, leaf("a", "王孒瑶", {1: ("子", 0.5)}))["a"]
    assert (value.clean, value.grammatical) == ("王孒瑶", False)


def test_a_text_from_which_a_stroke_was_dropped_is_left(catalogue: Catalogue) -> None:
    """Its characters cannot be told to stand where the value has them."""
    one = leaf("a", "配备急教箱数", {3: ("救", 0.5)})
    typed = {"a": TypedValue("text", "备急教箱数")}
    reading = FormReading("performance_targets", "", (), (1,), 1.0, (one,))
    assert in_known_words(reading, typed, catalogue, ()) == {}
