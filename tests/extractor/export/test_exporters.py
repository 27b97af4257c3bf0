"""One contract for every exporter: nothing of a field gets lost, and nothing in a scan runs as code."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from extractor.export import EXPORTERS, to_csv, to_html, to_json, to_markdown, to_xlsx
from models.paths import leaves
from models.result import ExtractionResult


class _Rows(HTMLParser):
    """The cells of all tables of a page, row by row, with their spans."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.spans: list[dict[str, str | None]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.spans.append(dict(attrs))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def _rows_of(name: str, data: bytes) -> list[list[str]]:
    """The rows of cells that a reader of the format sees."""
    if name == "json":
        parsed = json.loads(data)
        return [
            [field["path"], field["text"], str(dict(leaves(record["data"]))[field["path"]] or "")]
            for record in parsed["records"]
            for field in record["fields"]
        ] + [[cell["text"]] for table in parsed["tables"] for cell in table["cells"]]
    if name == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    if name == "xlsx":
        book = load_workbook(io.BytesIO(data))
        return [[str(cell) for cell in row] for sheet in book for row in sheet.iter_rows(values_only=True)]
    if name == "html":
        page = _Rows()
        page.feed(data.decode())
        return page.rows
    unescaped = data.decode().replace("<br>", "\n").replace("\\|", "\0").replace("\\", "")
    return [[cell.strip().replace("\0", "|") for cell in row.strip("|").split(" | ")] for row in unescaped.split("|\n")]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_field_is_found_again_with_its_value(name: str, result: ExtractionResult) -> None:
    rows = _rows_of(name, EXPORTERS[name](result))
    data = dict(leaves(result.records[0].data))
    for field in result.records[0].fields:
        row = next(row for row in rows if any(cell.strip().endswith(field.path) for cell in row))
        assert any(field.text in cell for cell in row), (name, field.path)
        value = data[field.path]
        assert value is None or any(value in cell for cell in row), (name, field.path)


@pytest.mark.parametrize("name", ["json", "xlsx", "html", "md"])
def test_every_cell_of_every_table_is_found_again(name: str, result: ExtractionResult) -> None:
    seen = [cell for row in _rows_of(name, EXPORTERS[name](result)) for cell in row]
    for cell in result.tables[0].cells:
        assert any(cell.text in text for text in seen), (name, cell.text)


@pytest.mark.parametrize("name", ["json", "csv", "html", "md"])
def test_the_same_result_gives_the_same_bytes(name: str, result: ExtractionResult) -> None:
    assert EXPORTERS[name](result) == EXPORTERS[name](result)


def test_json_is_the_contract_itself_readable_and_in_its_order(result: ExtractionResult) -> None:
    text = to_json(result).decode()
    assert ExtractionResult.model_validate_json(text) == result
    assert "产业转型升级资金" in text
    assert list(json.loads(text)) == ["schema_version", "document", "tables", "records", "warnings", "engine"]


def test_csv_starts_with_a_byte_order_mark_and_defuses_formulas(result: ExtractionResult) -> None:
    data = to_csv(result)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert next(row for row in rows if row["path"] == "indicators[0].level3")["data"] == "'=1+2"


def test_csv_leaves_signed_numbers_alone(result: ExtractionResult) -> None:
    record = result.records[0]
    negative = record.model_copy(update={"fields": (record.fields[0].model_copy(update={"text": "-12.50"}),)})
    rows = csv.DictReader(io.StringIO(to_csv(result.model_copy(update={"records": (negative,)})).decode("utf-8-sig")))
    assert next(rows)["text"] == "-12.50"


def test_xlsx_merges_spans_types_numbers_and_runs_no_formula(result: ExtractionResult) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(result)))
    assert book.sheetnames == ["fields", "checks", "warnings", "t1 项目支出绩效自评表"]
    table = book.worksheets[3]
    assert [str(area) for area in table.merged_cells.ranges] == ["A1:B1"]
    assert table["B2"].value == "=1+2"
    assert table["B2"].data_type == "s"
    heads = [cell.value for cell in book["fields"][1]]
    assert book["fields"].cell(4, heads.index("number") + 1).value == 149000000
    assert book["fields"].cell(4, heads.index("data") + 1).value == "149000000.00"


@pytest.mark.parametrize("number", ["--05", "2023-05", "1234567890123456"])
def test_xlsx_keeps_as_text_what_a_double_would_spoil(result: ExtractionResult, number: str) -> None:
    record = result.records[0]
    field = record.fields[5]
    odd = field.model_copy(update={"value": field.value.model_copy(update={"number": number})})
    book = load_workbook(
        io.BytesIO(to_xlsx(result.model_copy(update={"records": (record.model_copy(update={"fields": (odd,)}),)})))
    )
    heads = [cell.value for cell in book["fields"][1]]
    assert book["fields"].cell(2, heads.index("number") + 1).value == number


def test_xlsx_drops_characters_that_excel_cannot_hold(result: ExtractionResult) -> None:
    table = result.tables[0]
    odd = table.model_copy(update={"cells": (table.cells[2].model_copy(update={"text": "a\x02b", "row": 0}),)})
    book = load_workbook(io.BytesIO(to_xlsx(result.model_copy(update={"tables": (odd,)}))))
    assert book.worksheets[3]["B1"].value == "ab"


def test_html_escapes_what_was_read_and_keeps_spans(result: ExtractionResult) -> None:
    text = to_html(result).decode()
    assert "<名>" not in text
    assert "&lt;名&gt;" in text
    page = _Rows()
    page.feed(text)
    assert any(attributes.get("colspan") == "2" for attributes in page.spans)


def test_markdown_escapes_pipes_and_keeps_line_breaks_inside_cells(result: ExtractionResult) -> None:
    text = to_markdown(result).decode()
    assert r"指标 \<名\> \| 称" in text
    assert "国高企业<br>数量" in text
