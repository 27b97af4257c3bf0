"""The leaves of a table of lines and amounts, in the order of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.forms.fiscal.header import Header
from extractor.forms.fiscal.lines import Line, lines_of
from extractor.forms.fiscal.recognise import Columns, Table
from extractor.forms.fiscal.titles import Heading, heading_of
from extractor.forms.labels import key_of, similarity
from extractor.forms.sheet import Finding, place_of, squeezed
from extractor.forms.strip import Strip
from models.fiscal import FiscalLine, FiscalSide, FiscalWords
from models.record import FormReading, Leaf, ValueKind

FORM = "fiscal_table"

# 一、 1. （一） 其中： and the like before a line's name.
NUMERAL = re.compile(
    r"^(?:其中[：:])?(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))?"
)
# A head that names its unit: 预算金额（万元）.
_UNIT_IN_HEAD = re.compile(r"[（(](?:人民币)?[千百万亿]*元[）)]")
# A line's name that was misread in one character of four is still that line's, if no other is as near.
_LINE_LIKENESS = 0.75


def reading_of(table: Table, words: FiscalWords) -> FormReading:
    grids = tuple(dict.fromkeys(body.slots.table for body in table.bodies))
    heading = heading_of(table.lines, table.grid.title, table.definition.titles, words)
    leaves = (
        *_heading_leaves(table, heading),
        *_column_leaves(table),
        *_line_leaves(table, words),
        *_asides(table, heading),
    )
    pages = {cell.page for body in table.bodies for row in body.slots.cells for cell in row}
    pages |= {leaf.place.page for leaf in leaves if leaf.place}
    title = squeezed("".join(line.text for line in heading.title.lines)) or table.grid.title
    return FormReading(
        form=FORM,
        title=title,
        tables=grids,
        pages=tuple(sorted(pages)),
        confidence=min(1.0, table.confidence),
        leaves=leaves,
        lists=("columns", "lines"),
        variant=table.definition.id,
    )


def _heading_leaves(table: Table, heading: Heading) -> Iterator[Leaf]:
    yield _leaf("table", "text", Finding(), fixed=table.definition.table)
    printed = " ".join(" ".join(line.text.split()) for line in heading.table_no.lines)
    yield _leaf("table_no", "text", heading.table_no, fixed=printed or None)
    title = next(iter(table.definition.titles), None)
    yield _leaf("title", "text", heading.title, named=title)
    yield _leaf("department", "text", heading.department, named="部门")
    yield _leaf("unit", "text", heading.unit if heading.unit.lines else _unit_in_heads(table), named="单位")


def _unit_in_heads(table: Table) -> Finding:
    """The unit of money where only a head says it."""
    for path in table.header.paths:
        for cell in path:
            strip = Strip.of(cell.lines)
            if match := _UNIT_IN_HEAD.search(strip.text):
                cut = strip.cut(match.start() + 1, match.end() - 1)
                return Finding(cut, place_of(table.bodies[0].slots.table, cell), squeezed(cell.text))
    return Finding()


def _asides(table: Table, heading: Heading) -> Iterator[Leaf]:
    """All that is printed about the unit of money, above the table and in its heads."""
    heads = {id(cell): cell for path in table.header.paths for cell in path}.values()
    in_heads = (cell for cell in heads if _UNIT_IN_HEAD.search(squeezed(cell.text)))
    findings = (*heading.units, *(Finding(cell.lines, None, squeezed(cell.text)) for cell in in_heads))
    for index, finding in enumerate(findings):
        yield _leaf(f"units[{index}].unit", "text", finding, aside=True)


def _column_leaves(table: Table) -> Iterator[Leaf]:
    seen: dict[str, None] = {}
    for columns in table.columns:
        for key, column in zip(columns.keys, columns.ledger.values, strict=True):
            if key in seen:
                continue
            cells = table.header.paths[column.head][columns.ledger.heads :]
            place = place_of(table.bodies[0].slots.table, cells[-1]) if cells else None
            lines = tuple(line for cell in cells for line in cell.lines)
            finding = Finding(lines, place, "/".join(squeezed(cell.text) for cell in cells))
            yield _leaf(f"columns[{len(seen)}].key", "text", finding, fixed=key, named=key)
            seen[key] = None


def _line_leaves(table: Table, words: FiscalWords) -> Iterator[Leaf]:
    lines = [
        (line, columns, heads)
        for columns, heads in ((columns, _heads_of(columns, table.header)) for columns in table.columns)
        for line in lines_of(table.bodies, table.header, columns.ledger, words)
    ]
    for index, (line, columns, heads) in enumerate(item for item in lines if not item[0].unused):
        yield from _leaves_of(f"lines[{index}]", line, columns, heads)
    for index, (line, _, _) in enumerate(lines):
        yield _leaf(f"numbers[{index}].line_no", "code", line.line_no, aside=True)


def _heads_of(columns: Columns, header: Header) -> list[str]:
    """For each value column its heads, those of the whole ledger left out."""
    return ["/".join(header.texts(column.head)[columns.ledger.heads :]) for column in columns.ledger.values]


def _leaves_of(path: str, line: Line, columns: Columns, heads: Sequence[str]) -> Iterator[Leaf]:
    name = squeezed("".join(part.text for part in line.name.lines))
    code = "".join(squeezed(part.text) for part in line.code.lines)
    known = known_line(name, columns.definition)
    row = known.name if known else NUMERAL.sub("", name)
    classification = columns.definition.classification
    canonical = f"{classification}.{known.code}" if known and known.code and classification else None
    yield _leaf(f"{path}.side", "text", Finding(), fixed=columns.side)
    yield _leaf(f"{path}.line_no", "code", line.line_no, named="行次")
    yield _leaf(f"{path}.code", "code", line.code, named="科目编码")
    finding = Finding(line.name.lines, line.name.place, name)
    yield _leaf(f"{path}.name", "text", finding, named=known.name if known else None, canonical=canonical, code=code)
    for key, kind, column, head in zip(columns.keys, columns.kinds, columns.ledger.values, heads, strict=True):
        value = line.values[column.body]
        finding = Finding(value.lines, value.place, f"{name}/{head}" if name else head)
        named = f"{row}/{key}" if row else key
        yield _leaf(f"{path}.values.{key}", kind, finding, named=named, canonical=canonical, code=code)


def known_line(name: str, side: FiscalSide) -> FiscalLine | None:
    """The line of the definition that bears this name, numeral or not; numbered ones are among its items first."""
    bare = NUMERAL.sub("", name)
    if not key_of(bare):
        return None
    candidates: Sequence[FiscalLine] = (*side.items, *side.lines) if bare != name else (*side.lines, *side.items)
    best, line = 0.0, None
    for candidate in candidates:
        likeness = max(_line_likeness(bare, wording) for wording in candidate.wordings)
        if likeness > best:
            best, line = likeness, candidate
    return line if best >= _LINE_LIKENESS else None


def _line_likeness(name: str, wording: str) -> float:
    """Characters are misread, hardly ever lost: 其他工资福利支出 is another line than 工资福利支出."""
    as_long = abs(len(key_of(name)) - len(key_of(wording))) <= 1
    return similarity(name, wording) if as_long else 0.0


def _leaf(
    path: str,
    kind: ValueKind,
    finding: Finding,
    *,
    fixed: str | None = None,
    named: str | None = None,
    canonical: str | None = None,
    code: str | None = None,
    aside: bool = False,
) -> Leaf:
    return Leaf(
        path=path,
        role=re.sub(r"\[\d+\]", "", path),
        kind=kind,
        as_text=kind == "text",
        label=finding.label,
        canonical=canonical,
        place=finding.place,
        lines=finding.lines,
        fixed=fixed,
        aside=aside,
        named=named,
        code=code,
    )
