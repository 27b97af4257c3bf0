"""Tables and the text beside them, out of Markdown whose tables are HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from benchmarks.others.reading import PlainCell, PlainPage, PlainTable


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[PlainTable] = []
        self.beside: list[str] = []
        self._cells: list[PlainCell] | None = None
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._open: tuple[int, int] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._cells, self._taken, self._row = [], set(), -1
        elif tag == "tr":
            self._row += 1
        elif tag in ("td", "th"):
            given = dict(attrs)
            self._open = int(given.get("rowspan") or 1), int(given.get("colspan") or 1)
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._cells is not None:
            self.tables.append(tuple(self._cells))
            self._cells = None
        elif tag in ("td", "th") and self._open and self._cells is not None:
            down, across = self._open
            col = next(col for col in range(10_000) if (self._row, col) not in self._taken)
            self._cells.append(PlainCell(self._row, col, down, across, "".join(self._text).strip()))
            self._taken |= {(self._row + i, col + j) for i in range(down) for j in range(across)}
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)
        elif self._cells is None:
            self.beside += [line.strip("#*_| ") for line in data.splitlines() if line.strip("#*_| -")]


def tables_in(markdown: str) -> PlainPage:
    parser = _Tables()
    parser.feed(markdown)
    parser.close()
    return PlainPage(tuple(parser.tables), tuple(parser.beside))
