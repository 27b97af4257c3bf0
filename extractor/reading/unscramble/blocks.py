"""A scrambled form's cells written anew in printed order, as blocks of runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.reading.unscramble.reading import ReadCell, Reading
from extractor.reading.unscramble.sums import bare
from extractor.reading.unscramble.written import Written
from models.dump import DumpBlock, folded
from models.form import FormDefinition
from models.geometry import Box, union_of
from models.text import Glyph, TextLine

_UNSURE = 0.5  # two readings that nothing tells apart are even
_AS_GOOD = 3.0  # log-odds between readings, either of which may be right
_ENGINE = "plain_text"

Cells = dict[int, TextLine]


def blocks_of(found: Sequence[Reading], written: Written, form: FormDefinition) -> Iterator[DumpBlock]:
    """The form of the best reading: title, heads, funds, goals, the listing's rows in their columns, the total."""
    cells = found[0].cells
    doubtful = _doubtful(found)
    whole = union_of(glyph.box for glyph in written.glyphs) or Box(0, 0, 1, 1)
    said = _Said(written, doubtful)
    yield DumpBlock((_label(form.titles[0], whole),))
    yield from _heads(cells, said, form)
    yield DumpBlock((_label(form.section_labels[0], whole),))
    yield DumpBlock(tuple(_label(slot.labels[0], whole) for slot in form.matrices[0].columns))
    yield from _funds(cells, said, form)
    yield DumpBlock(tuple(_label(head.labels[0], whole) for head in form.heads if head.place == "below"))
    yield from _goals(cells, said)
    yield DumpBlock(tuple(_label(column.labels[0], whole) for column in form.listings[0].columns))
    for row in _rows(cells, said):
        yield DumpBlock(tuple(row[i] for i in sorted(row)), tuple(i + 1 for i in sorted(row)), settled=True)
    yield from _total(cells, said, form)


def _doubtful(found: Sequence[Reading]) -> frozenset[ReadCell]:
    """The cells that a reading as good does not have, and all of the listing where the form's sums are wrong."""
    best, *others = found
    rivals = [other for other in others if other.whole == best.whole and other.score > best.score - _AS_GOOD]
    sure = set(best.cells).intersection(*(other.cells for other in rivals))
    return frozenset(c for c in best.cells if c not in sure or (not best.agrees and c.place.part == "listing"))


class _Said:
    """What cells say. The last characters of ``doubtful`` ones are even between two readings."""

    def __init__(self, written: Written, doubtful: frozenset[ReadCell]) -> None:
        self.written, self.doubtful = written, doubtful

    def line(self, *cells: ReadCell) -> TextLine:
        """The cell, and what the page's end cut off it, as one run."""
        spans = [span for cell in cells for span in (cell.head, cell.tail)]
        glyphs = tuple(glyph for start, end in spans for glyph in self.written.glyphs[start:end])
        heads = [glyph.box for cell in cells for glyph in self.written.glyphs[slice(*cell.head)]]
        box = union_of(heads) or glyphs[0].box
        if self.doubtful.intersection(cells):
            glyphs = (*glyphs[:-1], replace(glyphs[-1], probability=_UNSURE))
        return TextLine("".join(glyph.char for glyph in glyphs), box, glyphs, _ENGINE)


def _heads(cells: Sequence[ReadCell], said: _Said, form: FormDefinition) -> Iterator[DumpBlock]:
    heads = [head for head in form.heads if head.place == "right"]
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if cell.place.part == "head":
            label = _announced(said.line(cell), heads[cell.place.index].labels)
            value = [said.line(following)] if following and following.place.part == "value" else []
            yield DumpBlock((label, *value))


def _announced(line: TextLine, labels: Sequence[str]) -> TextLine:
    """A head's label as it is printed, whichever of its lines left which characters for later."""
    key = folded(line.text).strip("*").replace(":", "")
    same = [label for label in labels if sorted(folded(label)) == sorted(key)]
    return _label((same[0] if same else key) + ":", line.box)


def _funds(cells: Sequence[ReadCell], said: _Said, form: FormDefinition) -> Iterator[DumpBlock]:
    rows: list[list[TextLine]] = []
    for cell in cells:
        if cell.place.part == "fund":
            rows.append([])
        if cell.place.part in ("fund", "amount") and rows:
            rows[-1].append(said.line(cell))
    for one in form.matrices[0].rows:
        labels = set(map(folded, one.labels))
        yield from (DumpBlock(tuple(row)) for row in rows if folded(row[0].text) in labels)


def _goals(cells: Sequence[ReadCell], said: _Said) -> Iterator[DumpBlock]:
    goals: dict[int, list[ReadCell]] = {}
    for cell in cells:
        if cell.place.part == "goal":
            goals.setdefault(cell.place.index, []).append(cell)
    yield from (DumpBlock((said.line(*goals[index]),)) for index in sorted(goals))


def _rows(cells: Sequence[ReadCell], said: _Said) -> Iterator[Cells]:
    """The listing's rows by column. A label that a new page prints again is left out."""
    rows: list[dict[int, list[ReadCell]]] = []
    words: Mapping[int, str] = {}
    last = -1
    for cell in cells:
        if cell.place.part != "listing":
            continue
        index = cell.place.index
        if cell.goes_on and rows:
            rows[-1].setdefault(index, []).append(cell)
            continue
        column = cell.place.column
        if column is not None and column.words:
            word = bare(cell.text(said.written))
            if words.get(index) == word:
                continue
            words = {**{i: one for i, one in words.items() if i < index}, index: word}
        if index <= last or not rows:
            rows.append({})
        rows[-1][index] = [cell]
        last = index
    yield from ({index: said.line(*parts) for index, parts in row.items()} for row in rows)


def _total(cells: Sequence[ReadCell], said: _Said, form: FormDefinition) -> Iterator[DumpBlock]:
    listing = form.listings[0]
    labels = [said.line(cell) for cell in cells if cell.place.part == "total_label"]
    first = next(i for i, column in enumerate(listing.columns) if column.kind == "number")
    numbers = {first + 1 + c.place.index: said.line(c) for c in cells if c.place.part == "total"}
    if labels:
        slots = {0: labels[0], **numbers}
        yield DumpBlock(tuple(slots[i] for i in sorted(slots)), tuple(sorted(slots)), settled=True)


def _label(text: str, anchor: Box) -> TextLine:
    """A label that the definition knows: its characters are scattered over the form."""
    return TextLine(text, anchor, tuple(Glyph(char, anchor) for char in text), _ENGINE)
