from __future__ import annotations

import io

from rich.console import Console

from api.profile_table import print_profile
from extractor.profiling import Seconds, Spent


def rows(spent: list[Spent]) -> dict[str, list[str]]:
    said = io.StringIO()
    print_profile(spent, "a.pdf", Console(file=said, width=160))
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.getvalue().splitlines() if "│" in line]
    return {name: values for name, *values in cells}


def test_pages_and_the_document_have_a_row_each_and_stages_a_sum() -> None:
    spent = [
        Spent(None, "open", Seconds(0.5, 0.25)),
        Spent(2, "render", Seconds(2, 1)),
        Spent(1, "render", Seconds(4, 2)),
        Spent(1, "recognise", Seconds(9, 6.75)),
    ]
    assert rows(spent) == {
        "1": ["", "2.000", "6.750", "8.750"],
        "2": ["", "1.000", "", "1.000"],
        "document": ["0.250", "", "", "0.250"],
        "all": ["0.250", "3.000", "6.750", "10.000"],
        "share": ["2%", "30%", "68%", ""],
        "on the wall": ["0.500", "6.000", "9.000", "15.500"],
    }


def test_a_document_that_took_no_time_is_no_fault() -> None:
    assert rows([Spent(None, "open", Seconds())])["share"] == ["0%", ""]
