"""A table without a title right under another one: told by the heads that it prints again after a total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.reading.dumps import zone_lines as says
from models.dump import DumpZone, folded

_TOTALS = ("合计", "总计")


def twins(lines: Sequence[str], zone: DumpZone) -> Iterator[DumpZone]:
    """The tables of a zone: a new one begins where the heads come again after a total and another total follows.

    A table that goes on overleaf prints its heads again too, but has one total.
    """
    said = [y for y in range(zone.body, zone.notes) if says.bare(lines[y]) and not says.is_furniture(lines[y])]
    again = [at for at in range(1, len(said)) if folded(lines[said[at]]) == folded(lines[said[0]])]
    for at, end in pairwise((*again, len(said))):
        after = [y for y in said[at:end] if says.is_row(lines[y])]
        if _is_total(lines[said[at - 1]]) and len(after) > 1 and any(_is_total(lines[y]) for y in after):
            cut = said[at - 1] + 1
            yield replace(zone, notes=cut, end=said[at])
            zone = replace(zone, start=said[at], body=said[at], title="")
    yield zone


def _is_total(line: str) -> bool:
    first, *rest = line.split("\t") if "\t" in line else line.split()
    return folded(first) in _TOTALS and bool(rest)
