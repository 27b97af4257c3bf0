"""The columns of a table that no definition knows: as many as its rows have numbers, under what its header says."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grids.dump_ledgers.layout import Column, Head, Role
from extractor.grids.dump_ledgers.text import PrintedLine, is_code, is_integer
from extractor.grids.dump_ledgers.words import Word
from models.dump import folded
from models.fiscal import FiscalWords
from models.text import TextLine

_CODED = 0.3  # share of rows that begin with a code where a ledger has a column of codes


def plain_columns(
    words: Sequence[Word], body: Sequence[PrintedLine], width: int, family: FiscalWords
) -> tuple[Column, ...]:
    """Label columns by their heads, and ``width`` columns of amounts under the last words of the header.

    What is left of the words before them spans the columns of amounts, in equal shares.
    """
    keys: dict[Role, set[str]] = {
        "line_no": set(map(folded, family.line_numbers)),
        "code": set(map(folded, family.codes)),
        "name": set(map(folded, (*family.names, *family.units))),
    }
    heads = _whole(words)
    labels: dict[Role, Head] = {}
    for role, known in keys.items():
        index = next((i for i, word in enumerate(heads) if word.key in known), None)
        if index is not None:
            labels[role] = Head(index, heads[index].lines)
    taken = {head.number for head in labels.values()}
    rest = [word for i, word in enumerate(heads) if i not in taken]
    if "name" not in labels and len(rest) > width:
        labels["name"] = Head(-1, rest.pop(0).lines)
    starts = sum(is_code(line.keys[0]) and is_integer(line.keys[0]) for line in body)
    shown = {*labels, "name", *(("code",) if starts >= _CODED * len(body) else ())}
    columns = [Column(role, heads=(labels[role],) if role in labels else ()) for role in keys if role in shown]
    return (
        *columns,
        *_amounts([Head(len(heads) + i, word.lines) for i, word in enumerate(_unwrapped(rest, width))], width),
    )


def _amounts(heads: Sequence[Head], width: int) -> list[Column]:
    leaves, over = heads[-width:] if width else [], heads[: -width or None]
    columns = []
    for i in range(width):
        span = (over[i * len(over) // width],) if over and width % len(over) == 0 else ()
        index = i - width + len(leaves)
        columns.append(Column("amount", heads=(*span, *leaves[index : index + 1]) if index >= 0 else span))
    return columns


def _whole(words: Sequence[Word]) -> list[Word]:
    """Words that stand in one run are one head: 年初预算数, of which only 预算数 is known."""
    result: list[Word] = []
    for word in words:
        last = result[-1].lines[-1].box if result else None
        first = word.lines[0].box
        if last is not None and last.y0 == first.y0 and last.x1 == first.x0:
            result.append(_joined(result.pop(), word))
        else:
            result.append(word)
    return result


def _unwrapped(words: Sequence[Word], count: int) -> list[Word]:
    """Words that stand alone on their lines put together, the shortest neighbours first, down to ``count`` heads."""
    result = list(words)
    rows = [y for word in words for y in word.rows]
    while len(result) > count:
        pairs = [
            (len(result[i].key) + len(result[i + 1].key), i)
            for i in range(len(result) - 1)
            if all(rows.count(y) == 1 for word in result[i : i + 2] for y in word.rows)
        ]
        if not pairs:
            break
        _, at = min(pairs)
        result[at : at + 2] = [_joined(result[at], result[at + 1])]
    return result


def _joined(first: Word, second: Word) -> Word:
    *before, last = first.lines
    start, *after = second.lines
    if last.box.y0 == start.box.y0:
        text = TextLine(last.text + start.text, last.box.union(start.box), (*last.glyphs, *start.glyphs), last.engine)
        return Word(first.key + second.key, known=False, lines=(*before, text, *after))
    return Word(first.key + second.key, known=False, lines=(*first.lines, *second.lines))
