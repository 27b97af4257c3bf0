"""Targets, score cards and text are what their records say, and add up."""

from decimal import Decimal

import pytest

from samples.dice import Dice
from samples.families.books import make_books
from samples.families.documents import make_document
from samples.families.manner import make_manner
from samples.families.narrative import narrative
from samples.families.scorecard import scorecard_table
from samples.families.targets import targets_table

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_weights_of_a_score_card_make_a_hundred(seed):
    data = scorecard_table(Dice.of(seed)).data
    assert sum(Decimal(item["weight"]) for item in data["items"]) == 100
    assert all(0 <= Decimal(item["score"]) <= Decimal(item["weight"]) for item in data["items"])
    total = sum(Decimal(item["score"]) for item in data["items"])
    assert data["total_score"] in (None, f"{total.normalize():f}")


@pytest.mark.parametrize("seed", SEEDS)
def test_tasks_add_up_and_targets_stand_in_the_table(seed):
    dice = Dice.of(seed)
    table = targets_table(make_books(dice), make_manner(dice, shanghai=False), dice)
    printed = {cell.text for cell in table.cells}
    assert all(target["target"] in printed for target in table.data["targets"] if target["target"])
    for task in table.data.get("tasks", []):
        total, fiscal, other = (Decimal(task[key] or 0) for key in ("total", "fiscal", "other"))
        assert total == fiscal + other


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_states_what_its_tables_hold(seed):
    document = make_document("narrative", seed, 0)
    *tables, _, prose = document.blocks
    held = {
        Decimal(text)
        for table in tables
        for line in table.data["lines"]
        for text in line["values"].values()
        if text is not None
    }
    stated = [Decimal(one["number"]) for one in prose.data["statements"]]
    assert len(stated) > 5
    assert held.issuperset(stated)


def test_every_statement_stands_in_the_text_with_its_unit():
    books = make_books(Dice.of(3, "books"))
    _, prose = narrative(books, make_manner(Dice.of(3, "manner"), shanghai=False), Dice.of(3, "text"))
    text = "".join(prose.paragraphs).replace(",", "").replace(" ", "")
    assert all(f"{one['number']}{one['unit']}" in text for one in prose.data["statements"])
