"""Definition files of tables of lines and amounts: the house's, and a user's beside them."""

from pathlib import Path

import pytest

from extractor.forms import load_definitions
from models.errors import DataError
from models.form import Definitions

MINE = """
form: fiscal_table
version: "1"
tables:
  - id: {id}
    table: {table}
    titles: [国库集中支付表]
    sides: [{{columns: [{{key: 支付数}}]}}]
"""


def written(folder: Path, table_id: str, table: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(MINE.format(id=table_id, table=table), encoding="utf-8")
    return path


def test_every_table_of_the_contract_has_a_definition_but_the_one_that_is_a_form(definitions: Definitions) -> None:
    known = {definition.table for definition in definitions.fiscal}
    accounts = {f"final_accounts.{number:02}" for number in range(1, 10)}
    budgets = {f"budget.{number:02}" for number in range(1, 14)}
    assert known == accounts | budgets | {"other"}


def test_a_users_file_adds_a_table_or_takes_the_place_of_one(tmp_path: Path, definitions: Definitions) -> None:
    added = load_definitions([written(tmp_path, "mine.01", "other")])
    assert len(added.fiscal) == len(definitions.fiscal) + 1
    replaced = load_definitions([written(tmp_path, "budget.13", "budget.13")])
    assert len(replaced.fiscal) == len(definitions.fiscal)
    assert replaced.fiscal_named("budget.13").titles == ("国库集中支付表",)


def test_a_table_that_the_contract_does_not_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine\.yaml: tables\.0\.table"):
        load_definitions([written(tmp_path, "mine.01", "budget.15")])


def test_rules_speak_of_columns_and_lines_that_their_table_has(definitions: Definitions) -> None:
    for definition in definitions.fiscal:
        keys = {column.key for side in definition.sides for column in side.columns}
        lines = {line.name for side in definition.sides for line in (*side.lines, *side.items)}
        for rule in definition.checks:
            if rule.rule == "column_sum":
                assert {rule.total, *(part.removeprefix("-") for part in rule.parts)} <= keys, definition.id
            if rule.rule == "line_sum":
                assert {rule.total, *rule.parts} <= lines, definition.id
            if rule.rule == "same_amount":
                assert {rule.left.column, rule.right.column} <= keys, definition.id
                assert {rule.left.line, rule.right.line} <= lines, definition.id
