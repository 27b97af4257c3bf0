"""Levels and weights that one cell lost and others tell."""

from collections.abc import Callable

import pytest

from extractor.forms import inferred
from models.form import Definitions
from models.record import FormReading, Leaf, TypedValue

FORM = "project_self_evaluation"
Fill = Callable[..., dict[str, TypedValue]]


def value(text: str | None, number: bool = False) -> TypedValue:
    if not text:
        return TypedValue(kind="none", clean="")
    return TypedValue(kind="number" if number else "text", clean=text, number=text if number else None)


@pytest.fixture
def fill(definitions: Definitions) -> Fill:
    def build(*rows: tuple[str, str, str, str]) -> dict[str, TypedValue]:
        """Rows of level 1, its weight, level 2, weight."""
        values = {}
        for index, (level1, weight1, level2, weight) in enumerate(rows):
            at = f"indicators[{index}]"
            values |= {
                f"{at}.level1": value(level1),
                f"{at}.level1_weight": value(weight1, number=True),
                f"{at}.level2": value(level2),
                f"{at}.weight": value(weight, number=True),
            }
        leaves = tuple(Leaf(p, p, "text", False, "", None, None, ()) for p in values)
        reading = FormReading(FORM, "", (0,), (1,), 1.0, leaves)
        return inferred(reading, values, definitions)

    return build


@pytest.mark.parametrize(
    ("level2", "level1"),
    [
        ("数量指标", "产出指标"),
        ("成本指标", "产出指标"),
        ("可持续影响指标", "效益指标"),
        ("其他满意度指标", "满意度指标"),
    ],
)
@pytest.mark.parametrize("lost", ["", "标", "一级指标"])
def test_a_lost_level_is_told_by_the_one_under_it(fill: Fill, level2: str, level1: str, lost: str) -> None:
    found = fill((lost, "", level2, "5"))["indicators[0].level1"]
    assert (found.kind, found.clean, found.repairs) == ("text", level1, (f"from {level2}",))


@pytest.mark.parametrize("printed", ["效益指标", "预算执行指标"])
def test_a_level_that_is_printed_is_never_touched(fill: Fill, printed: str) -> None:
    found = fill((printed, "", "数量指标", "5"))["indicators[0].level1"]
    assert (found.clean, found.repairs) == (printed, ())


def test_a_row_between_two_of_one_level_is_of_that_level(fill: Fill) -> None:
    found = fill(("效益指标", "", "", "5"), ("", "", "", "5"), ("", "", "生态效益指标", "5"), ("", "", "", "5"))
    assert found["indicators[1].level1"].clean == "效益指标"
    assert found["indicators[3].level1"].clean == ""


def test_only_the_first_level_stands_above_itself(fill: Fill) -> None:
    assert fill(("", "", "", "5"), ("产出指标", "", "", "5"))["indicators[0].level1"].clean == "产出指标"
    assert fill(("", "", "", "5"), ("效益指标", "", "", "5"))["indicators[0].level1"].clean == ""


def test_a_weight_is_told_by_another_row_of_its_group(fill: Fill) -> None:
    found = fill(("产出指标", "50", "数量指标", "5"), ("产出指标", "", "质量指标", "5"))["indicators[1].level1_weight"]
    assert (found.number, found.repairs) == ("50", ("from another row of 产出指标",))


@pytest.mark.parametrize(("parts", "number"), [(("20", "10"), "30"), (("20", "11"), None), (("30", ""), "30")])
def test_the_usual_weight_needs_a_sum_that_agrees(fill: Fill, parts: tuple[str, str], number: str | None) -> None:
    found = fill(("效益指标", "", "社会效益指标", parts[0]), ("效益指标", "", "生态效益指标", parts[1]))
    assert found["indicators[0].level1_weight"].number == number
    assert bool(found["indicators[0].level1_weight"].repairs) == (number is not None)


def test_two_weights_of_one_group_are_no_evidence(fill: Fill) -> None:
    rows = (("产出指标", "50", "", "9"), ("产出指标", "60", "", "9"), ("产出指标", "", "", "9"))
    assert fill(*rows)["indicators[2].level1_weight"].number is None
