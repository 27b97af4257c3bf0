"""Names and codes of rows as people say they are: what the other fields of the row are called changes with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractor.forms.fiscal.leaves import NUMERAL, known_line
from extractor.forms.sheet import squeezed
from models.fiscal import FiscalSide
from models.form import Definitions
from models.record import FormReading, Leaf


def relabelled(reading: FormReading, said: Mapping[str, str], definitions: Definitions) -> FormReading:
    """The reading with the labels of rows whose name or code people gave. ``said``: texts by path.

    No leaf comes or goes; where a text makes a row another kind of row, its table has to be interpreted again.
    """
    texts = {leaf.path: squeezed(leaf.text) for leaf in reading.leaves if leaf.path in said}
    changed = {path: squeezed(said[path]) for path in texts if squeezed(said[path]) != texts[path]}
    if not changed:
        return reading
    leaves = {leaf.path: leaf for leaf in reading.leaves}
    for path, text in changed.items():
        row, _, key = path.rpartition(".")
        siblings = [leaf for leaf in leaves.values() if row and leaf.path.startswith(f"{row}.")]
        if reading.variant:
            side = _side(leaves[f"{row}.side"], reading, definitions) if f"{row}.side" in leaves else None
            new = _of_line(siblings, key, texts[path], text, side) if side is not None else iter(())
        else:
            new = _of_item(siblings, texts[path], text)
        leaves |= {leaf.path: leaf for leaf in new}
    return replace(reading, leaves=tuple(leaves.values()))


def _of_item(siblings: list[Leaf], old: str, new: str) -> Iterator[Leaf]:
    """Fields of an item that bear its name, or that of the level they stand under."""
    for leaf in siblings:
        if old and leaf.label == old:
            yield replace(leaf, label=new)
        elif old and leaf.parent == old:
            yield replace(leaf, parent=new)


def _side(leaf: Leaf, reading: FormReading, definitions: Definitions) -> FiscalSide:
    sides = definitions.fiscal_named(reading.variant).sides
    return next((side for side in sides if side.side == leaf.fixed), sides[0])


def _of_line(siblings: list[Leaf], key: str, old: str, new: str, side: FiscalSide) -> Iterator[Leaf]:
    """The amounts of a line, by its name and its code."""
    if key == "code":
        yield from (replace(leaf, code=new) for leaf in siblings if leaf.code is not None)
        return
    if key != "name":
        return
    known = known_line(new, side)
    row = known.name if known else NUMERAL.sub("", new)
    canonical = f"{side.classification}.{known.code}" if known and known.code and side.classification else None
    for leaf in siblings:
        column = leaf.path.partition(".values.")[2]
        if column:
            label = leaf.label.removeprefix(old).removeprefix("/")
            label = f"{new}/{label}" if label else new
            yield replace(leaf, label=label, named=f"{row}/{column}" if row else column, canonical=canonical)
        elif leaf.path.endswith(".name"):
            yield replace(leaf, label=new, named=known.name if known else None, canonical=canonical)
