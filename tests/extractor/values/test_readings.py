"""What else a cell may say, by the reader's own second thoughts."""

from extractor.values import other_readings, parse_value
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text: str, alternatives: dict[int, list[tuple[str, float]]], probability: float = 0.8) -> TextLine:
    """``alternatives``: by the place of the character in ``text`` without its spaces."""
    box = Box(0, 0, 10, 10)
    chars = [char for char in text if not char.isspace()]
    glyphs = tuple(
        Glyph(char, box, probability, tuple(alternatives.get(place, ()))) for place, char in enumerate(chars)
    )
    return TextLine(text, box, glyphs, "test")


def numbers(*lines: TextLine) -> list[tuple[str | None, float]]:
    read = parse_value("\n".join(it.text for it in lines), "amount")
    return [(it.value.number, round(it.odds, 4)) for it in other_readings(lines, "amount", read)]


def test_one_digit_read_otherwise() -> None:
    assert numbers(line("89.85", {0: [("6", 0.2), ("B", 0.1)]})) == [("69.85", 0.25)]


def test_two_digits_read_otherwise_come_after_one() -> None:
    found = numbers(line("89.85", {0: [("6", 0.2)], 3: [("6", 0.08)]}))
    assert found == [("69.85", 0.25), ("89.65", 0.1), ("69.65", 0.025)]


def test_a_space_inside_a_number_does_not_move_the_places() -> None:
    assert numbers(line("1 234.50", {3: [("1", 0.4)]})) == [("1231.50", 0.5)]


def test_what_is_the_same_number_or_none_is_no_other_reading() -> None:
    assert numbers(line("1,234", {1: [(".", 0.4)]})) == [("1.234", 0.5)]
    assert numbers(line("12", {0: [("-", 0.4)], 1: [("-", 0.4)]})) == [("-2", 0.5)]


def test_thoughts_too_faint_are_noise() -> None:
    assert numbers(line("89.85", {0: [("6", 0.001)]}, probability=0.999)) == []
