"""What every result promises, held against real extractions: text layers, a turned page, a bad scan."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.tools import Tools
from models.paths import leaves
from models.result import ExtractionResult

SET = Path(__file__).parents[2] / "samples" / "set"
DOCUMENTS = ("one-page.born.pdf", "two-pages.born.pdf", "turned.rotate.pdf", "text.dump.txt", "demo.heavy.pdf")
DECIMAL = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(scope="module", params=DOCUMENTS)
def extracted(request: pytest.FixtureRequest, tools: Tools) -> ExtractionResult:
    path = SET / request.param
    return extract(path.read_bytes(), path.name, tools).result


def test_the_form_is_understood(extracted: ExtractionResult) -> None:
    assert [record.form for record in extracted.records] == ["project_self_evaluation"]


def test_every_leaf_has_one_field_and_every_field_its_leaf(extracted: ExtractionResult) -> None:
    for record in extracted.records:
        assert Counter(field.path for field in record.fields) == Counter(path for path, _ in leaves(record.data))


def test_the_cells_of_a_table_cover_each_slot_once(extracted: ExtractionResult) -> None:
    for table in extracted.tables:
        slots = Counter(
            (row, col)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        )
        assert slots == Counter((row, col) for row in range(table.n_rows) for col in range(table.n_cols))


def test_boxes_stand_on_their_page(extracted: ExtractionResult) -> None:
    pages = {page.number: page for page in extracted.document.pages}
    places = [(cell.page, cell.bbox) for table in extracted.tables for cell in table.cells]
    places += [(f.source.page, f.source.bbox) for record in extracted.records for f in record.fields if f.source]
    slack = 0.02 * max(max(page.width, page.height) for page in pages.values())
    for number, (x0, y0, x1, y1) in places:
        assert x0 <= x1
        assert y0 <= y1
        assert min(x0, y0) >= -slack
        assert x1 <= pages[number].width + slack
        assert y1 <= pages[number].height + slack


def test_references_lead_somewhere(extracted: ExtractionResult) -> None:
    tables = {table.id: table for table in extracted.tables}
    for record in extracted.records:
        assert set(record.tables) <= tables.keys()
        checks, paths = {check.id for check in record.checks}, {field.path for field in record.fields}
        assert len(checks) == len(record.checks)
        for check in record.checks:
            assert set(check.paths) <= paths
        for field in record.fields:
            assert set(field.checks) <= checks
            if field.source and field.source.table:
                table = tables[field.source.table]
                assert 0 <= (field.source.row or 0) < table.n_rows
                assert 0 <= (field.source.col or 0) < table.n_cols


def test_figures_are_decimal_strings_and_doubts_have_reasons(extracted: ExtractionResult) -> None:
    for record in extracted.records:
        for field in record.fields:
            if field.value.kind != "date":
                assert field.value.number is None or DECIMAL.fullmatch(field.value.number), field
            assert field.status in {"accepted", "needs_review"}
            assert (field.status == "needs_review") == (field.reason is not None), field


def test_the_same_input_gives_the_same_result(tools: Tools) -> None:
    data = (SET / DOCUMENTS[0]).read_bytes()
    assert extract(data, "a.pdf", tools).result == extract(data, "a.pdf", tools).result
