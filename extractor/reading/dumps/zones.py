"""A dump cut into zones: forms, tables with their titles, captions and notes, and the text between them.

Every line is in exactly one zone. A table starts at a title, a caption that names a unit, or a row with tabs, and is
believed where rows follow before any sentence does: so the lines of a table of contents start none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.reading.dumps import zone_lines as says
from extractor.reading.dumps.zone_twins import twins
from extractor.reading.unscramble.form import without_year, words_of
from extractor.reading.unscramble.unscramble import scrambled_forms
from models.dump import DumpZone, folded
from models.form import FormDefinition

_TO_FIRST_ROW = 100  # filled lines between a title and its first row: heads of 17 columns, each wrapped, take fewer
_TO_TITLE = 2  # filled lines between a number (表 1) or a title and what follows it
_NEAR = 60  # lines, a page's, in which one filled line at least is looked for: a dump may be nothing but page numbers
_AFTER_TOTAL = 3  # lines on which a form's total row may go on


def find_zones(
    lines: Sequence[str], forms: Sequence[FormDefinition], titles: Collection[str] = ()
) -> tuple[DumpZone, ...]:
    """The zones of a dump in order. ``titles`` are the known titles of tables."""
    known = frozenset(map(folded, titles))
    taken = sorted(_forms(lines, forms), key=lambda zone: zone.start)
    zones: list[DumpZone] = []
    at = 0
    for zone in (*taken, None):
        end = zone.start if zone else len(lines)
        zones += _tables(lines, at, end, known)
        if zone is not None and zone.end > max(at, zone.start):
            zones.append(replace(zone, start=max(at, zone.start), body=max(at, zone.start)))
        at = max(at, zone.end if zone else end)
    return tuple(_with_text(zones, lines))


def _with_text(zones: Sequence[DumpZone], lines: Sequence[str]) -> Iterator[DumpZone]:
    """The zones and the text between them. Blank lines belong to the zone before them."""
    at = 0
    for zone, following in pairwise([*zones, _text(len(lines), len(lines))]):
        if zone.start > at:
            yield _text(at, zone.start)
        at = zone.end
        while at < following.start and not lines[at].strip():
            at += 1
        yield replace(zone, end=at)
    if len(lines) > at:
        yield _text(at, len(lines))


def _text(start: int, end: int) -> DumpZone:
    return DumpZone("text", start, start, end, end)


def _forms(lines: Sequence[str], forms: Sequence[FormDefinition]) -> Iterator[DumpZone]:
    """The forms whose definitions have funds and a listing, from title to total row; scrambled ones as they lie."""
    for form in forms:
        if not (form.matrices and form.listings):
            continue
        words = words_of(form)
        scrambled = [range(found.start, found.end) for found in scrambled_forms(lines, words)]
        yield from (DumpZone("form", span.start, span.start, span.stop, span.stop) for span in scrambled)
        starts = [
            y
            for y, line in enumerate(lines)
            if without_year(folded(says.bare(line))) in words.titles and not any(y in span for span in scrambled)
        ]
        stops = sorted([*starts[1:], *(span.start for span in scrambled), len(lines)])
        for start in starts:
            stop = next(y for y in stops if y > start)
            end = _after_total(lines, start, stop, words.total)
            yield DumpZone("form", start, start, end, end)


def _after_total(lines: Sequence[str], start: int, stop: int, labels: Collection[str]) -> int:
    """The line after the total row; ``stop`` where there is none."""
    for y in range(start, stop):
        first, *rest = lines[y].split() or [""]
        if folded(first) in labels:
            end = min(stop, y + 1)
            while not rest and end < min(stop, y + _AFTER_TOTAL):
                rest, end = lines[end].split(), end + 1
            return end
    return stop


def _tables(lines: Sequence[str], start: int, end: int, known: Collection[str]) -> Iterator[DumpZone]:
    at, heads = start, ""
    while at < end:
        zone = _table_at(lines, at, end, known)
        if zone is None and heads and folded(lines[at]) == heads:
            zone = _under_heads(lines, at, end, known)
        if zone is None:
            at += 1
        else:
            yield from twins(lines, zone)
            at = zone.end
            heads = folded(lines[next(iter(_filled(lines, zone.body, zone.notes, 1)), zone.body)])


def _under_heads(lines: Sequence[str], start: int, end: int, known: Collection[str]) -> DumpZone | None:
    """The untitled table that starts with the heads of the one before it, which a note has ended."""
    first = _first_row(lines, start, end, known)
    if first is None:
        return None
    last = _last_row(lines, first, end, known, "")
    return DumpZone("table", start, start, last, _end_of_notes(lines, last, end))


def _table_at(lines: Sequence[str], start: int, end: int, known: Collection[str]) -> DumpZone | None:
    """The table whose first line, be it number, title, caption or row, is ``start``; None where none starts there."""
    line = lines[start]
    wrapped = _wrapped_title(lines, start, end, known)
    titled = says.is_number_line(line) or says.is_title(line, known) or bool(wrapped)
    tabbed = "\t" in line and says.is_row(line)
    if not (titled or tabbed or says.names_unit(line)):
        return None
    first = _first_row(lines, start, end, known)
    if first is None:
        return None
    body = _body(lines, start, first, known)
    last = _last_row(lines, first, end, known, _title(lines, start, body, known))
    if not titled and not says.names_unit(line) and not _is_table(lines[start:last]):
        return None
    title = _title(lines, start, body, known)
    return DumpZone("table", start, body, last, _end_of_notes(lines, last, end), title)


def _end_of_notes(lines: Sequence[str], last: int, end: int) -> int:
    """The line after the notes under a table's rows, or after the rows."""
    notes = _filled(lines, last, end, 1)
    return _notes(lines, notes[0], end) if notes and says.is_note(lines[notes[0]]) else last


def _is_table(lines: Sequence[str]) -> bool:
    """Whether untitled rows with tabs are a table: an amount, or three cells. A table of contents has neither."""
    return any(says.has_amount(line) or len([c for c in line.split("\t") if c.strip()]) > 2 for line in lines)


def _filled(lines: Sequence[str], start: int, end: int, count: int) -> list[int]:
    """The first ``count`` lines that say anything, of those near ``start``."""
    near = range(start, min(end, start + _NEAR * count))
    found = (y for y in near if lines[y].strip() and not says.is_furniture(lines[y]))
    return [y for y, _ in zip(found, range(count), strict=False)]


def _first_row(lines: Sequence[str], start: int, end: int, known: Collection[str]) -> int | None:
    """The first row under a title, or None where a sentence, a section or another title comes first.

    A form that was left blank has no row: what stands under the captions of a known title is its header.
    """
    titles, captions, over = 0, False, False
    wrapped = bool(_wrapped_title(lines, start, end, known))
    known_title = wrapped or says.is_known(lines[start], known)
    blank: int | None = None
    for y in _filled(lines, start, end, _TO_FIRST_ROW)[int(wrapped) :]:
        line = lines[y]
        if says.is_row(line):
            return y
        captions = captions or says.names_unit(line)
        titles += says.is_title(line, known) and not says.is_caption(line)
        if titles > 1 or (y > start and says.is_number_line(line)) or _breaks_off(line):
            break
        over = over or says.is_heading(line)
        if captions and titles and not over and known_title and not says.is_caption(line):
            blank = y
    return blank


def _breaks_off(line: str) -> bool:
    return says.is_section(line) or says.is_note(line) or (says.is_sentence(line) and not says.is_caption(line))


def _body(lines: Sequence[str], start: int, first: int, known: Collection[str]) -> int:
    """The line after the title and the captions, at most ``first``."""
    above = _filled(lines, start, first, _TO_FIRST_ROW)
    captions = [y for y in above if says.is_caption(lines[y])]
    titles = [y for y in above[: _TO_TITLE + 1] if says.is_number_line(lines[y]) or says.is_title(lines[y], known)]
    ends = [*titles, *captions]
    return max(ends) + 1 if ends else start


def _title(lines: Sequence[str], start: int, body: int, known: Collection[str]) -> str:
    for y in _filled(lines, start, body, _TO_TITLE):
        title = _wrapped_title(lines, y, body, known) or says.bare(lines[y])
        if says.is_title(title, known):
            return title
    return ""


def _wrapped_title(lines: Sequence[str], start: int, end: int, known: Collection[str]) -> str:
    """The known title that the line and the next one say together; empty where they say none."""
    pair = [says.bare(lines[y]) for y in _filled(lines, start, end, 2)]
    if len(pair) < 2 or says.is_number_line(pair[0]) or says.is_known(pair[1], known) or says.is_known(pair[0], known):
        return ""
    joined = "".join(pair)
    return joined if says.is_known(joined, known) else ""


def _last_row(lines: Sequence[str], first: int, end: int, known: Collection[str], title: str) -> int:
    """The line after the last row: what comes between rows is heads printed again, wrapped labels and page numbers."""
    last = first + 1
    between = 0
    for y in range(first + 1, end):
        line = lines[y]
        if not line.strip() or says.is_furniture(line):
            continue
        if says.is_row(line) or "\t" in line:
            last, between = y + 1, 0
            continue
        between += 1
        again = says.is_continued(line) or says.bare(line) == title or says.is_caption(line)
        over = says.is_note(line) or says.is_section(line) or says.is_sentence(line) or between > _TO_FIRST_ROW
        if not again and (over or says.is_number_line(line) or _starts(lines, y, end, known)):
            break
    return last


def _starts(lines: Sequence[str], y: int, end: int, known: Collection[str]) -> bool:
    return says.is_title(lines[y], known) and _first_row(lines, y, end, known) is not None


def _notes(lines: Sequence[str], start: int, end: int) -> int:
    """The line after the notes: each runs to the end of its sentence, and the next is numbered."""
    at = start
    for y, following in pairwise([*_filled(lines, start, end, end - start), end]):
        at = y + 1
        closed = lines[y].rstrip().endswith(("。", "！", "；"))
        if following == end or (closed and not says.goes_on_as_note(lines[following])):
            break
        if not closed and says.is_number_line(lines[following]):
            break
    return at
