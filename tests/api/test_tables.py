from __future__ import annotations

from io import StringIO

from rich.console import Console

from api.tables import print_report
from extractor.evaluation import Truth, judge, summarise
from models.result import ExtractionResult


def test_each_damage_tells_what_of_its_fields_needs_no_person(result: ExtractionResult) -> None:
    records = [{"form": record.form, "data": record.data} for record in result.records]
    truth = Truth.model_validate({"form": "fiscal_table", "variant": "heavy", "grade": "heavy", "records": records})
    printed = Console(file=StringIO(), width=300)
    print_report(summarise([judge("a", truth, result, 1)]), ["damage"], printed)
    assert isinstance(printed.file, StringIO)
    rows = [
        [cell.strip() for cell in line.strip("┃│ \n").replace("┃", "│").split("│")]
        for line in printed.file.getvalue().splitlines()
    ]
    heads = next(row for row in rows if "F1" in row)
    heavy = next(row for row in rows if row[0] == "heavy")
    told = dict(zip(heads[-2:], heavy[-2:], strict=True))
    assert told == {"at 99.9 % right": "100.00%", "s a page": "1.00"}
