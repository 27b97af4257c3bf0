"""Words that a form prints in a column, misread and put right."""

from dataclasses import replace

import pytest

from extractor.forms import put_right
from extractor.values import parse_value
from models.form import Definitions
from models.record import Leaf


def leaf(role: str) -> Leaf:
    return Leaf(role, role, "text", False, "", None, None, ())


@pytest.mark.parametrize(
    ("read", "word"),
    [
        ("杜会效益指标", "社会效益指标"),
        ("服务对象满意废指标", "服务对象满意度指标"),
        ("数重指标", "数量指标"),
        ("可持续影响指标", "可持续影响指标"),
    ],
)
def test_a_misread_word_is_put_right_and_said(definitions: Definitions, read: str, word: str) -> None:
    value = put_right("project_self_evaluation", leaf("indicators.level2"), parse_value(read, "text"), definitions)
    assert value.clean == word
    assert value.repairs == ((f"{read}→{word}",) if read != word else ())


def test_a_word_that_was_put_right_is_grammatical(definitions: Definitions) -> None:
    """What was doubted of the text as it was read says nothing of the form's own word."""
    doubted = replace(parse_value("数重指标", "text"), grammatical=False)
    assert put_right("project_self_evaluation", leaf("indicators.level2"), doubted, definitions).grammatical


@pytest.mark.parametrize("read", ["某量指某", "XX效益指标", "—", ""])
def test_what_could_be_two_words_or_none_is_left(definitions: Definitions, read: str) -> None:
    value = parse_value(read, "text")
    assert put_right("project_self_evaluation", leaf("indicators.level2"), value, definitions) == value


def test_a_column_of_free_text_is_left(definitions: Definitions) -> None:
    value = parse_value("杜会效益指标", "text")
    assert put_right("project_self_evaluation", leaf("indicators.level3"), value, definitions) == value
