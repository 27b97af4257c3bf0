"""Where the fields of a record stand: what their pages, their table, their rows and columns say of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from extractor.pages import PageReading
from extractor.scoring import ALONE, NO_HEAD, Company, Head, Surroundings, companies, ill_nested, row_of, set_alike
from extractor.tools import Knowledge
from models.form import Listing
from models.record import CheckOutcome, FormReading, Leaf, TypedValue

COLUMN_KEY = "columns.key"
"""The role of what a table of lines and amounts calls its columns."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What all fields of a record share. Rows are those of its lists (``lines[3]``), columns by their keys."""

    reading: FormReading
    soundness: float
    optional: Container[str]
    known_columns: Container[str] | None
    passed_rows: Container[str]
    failed_rows: Container[str]
    companies: Mapping[str, Company]
    heads: Mapping[str, Head]
    ill_nested: Container[str]


def circumstances(
    reading: FormReading,
    fields: Sequence[tuple[Leaf, TypedValue]],
    outcomes: Sequence[CheckOutcome],
    pages: Mapping[int, PageReading],
    tools: Knowledge,
) -> Circumstances:
    """Of the ``fields`` of one form, each with its value, and the checks on it. ``pages`` by number."""
    rows = {
        status: {
            row
            for outcome in outcomes
            if outcome.status == status
            for path in outcome.paths
            if (row := row_of(path)) is not None
        }
        for status in ("pass", "fail")
    }
    return Circumstances(
        reading=reading,
        soundness=_soundness(outcomes),
        optional=_optional(reading, tools),
        known_columns=_known_columns(reading, tools),
        passed_rows=rows["pass"],
        failed_rows=rows["fail"],
        companies=companies(fields, _words(reading, tools)),
        heads=_heads(reading, pages),
        ill_nested=ill_nested({leaf.path: value.clean for leaf, value in fields}, _listings(reading, tools)),
    )


def surroundings(leaf: Leaf, common: Circumstances, pages: Mapping[int, PageReading]) -> Surroundings:
    """Of one field. ``pages`` by number."""
    place, reading = leaf.place, common.reading
    page = pages[place.page if place else reading.pages[0]]
    return Surroundings(
        quality=page.page.quality,
        structure=reading.confidence,
        soundness=common.soundness,
        under_seal=place is not None and any(seal.intersection(place.box) for seal in page.seals),
        unread_ink=_has_unread_ink(leaf, page),
        found=place is not None,
        optional=leaf.role in common.optional,
        ruled=reading.ruled,
        known_column=_is_known(leaf, common.known_columns),
        row_passed=row_of(leaf.path) in common.passed_rows,
        row_failed=row_of(leaf.path) in common.failed_rows,
        ledger=bool(reading.variant),
        source=page.source_of(leaf.lines),
        company=common.companies.get(leaf.path, ALONE),
        head=common.heads.get(_column(leaf), NO_HEAD),
        nested=leaf.path not in common.ill_nested,
    )


def _optional(reading: FormReading, tools: Knowledge) -> frozenset[str]:
    """The roles of leaves that are often left blank: in a table of lines and amounts any but what a line is called."""
    if reading.variant:
        return frozenset(leaf.role for leaf in reading.leaves) - {"lines.name", COLUMN_KEY}
    if not tools.definitions.defines(reading.form):
        return frozenset()
    return tools.definitions.named(reading.form).optional_roles()


def _words(reading: FormReading, tools: Knowledge) -> dict[str, tuple[str, ...]]:
    """The words that stand in the columns of a form's lists, by role."""
    listings = _listings(reading, tools)
    return {f"{listing.path}.{column.path}": column.words for listing in listings for column in listing.columns}


def _listings(reading: FormReading, tools: Knowledge) -> tuple[Listing, ...]:
    """The lists that a form is defined to have; none of a table of lines and amounts."""
    if reading.variant or not tools.definitions.defines(reading.form):
        return ()
    return tools.definitions.named(reading.form).listings


def _known_columns(reading: FormReading, tools: Knowledge) -> frozenset[str] | None:
    """The keys of the columns that the definition of a table of lines and amounts knows; None where it knows none."""
    if not reading.variant:
        return None
    sides = tools.definitions.fiscal_named(reading.variant).sides
    return frozenset(column.key for side in sides for column in side.columns) or None


def _has_unread_ink(leaf: Leaf, page: PageReading) -> bool:
    """Whether a leaf's cell, on its page, holds ink from which nothing was read."""
    return leaf.place is not None and any(box.contains(*leaf.place.box.center) for box in page.unread)


def _heads(reading: FormReading, pages: Mapping[int, PageReading]) -> dict[str, Head]:
    """The heads of the columns of a table of lines and amounts, by key."""
    keys = [leaf for leaf in reading.leaves if reading.variant and leaf.role == COLUMN_KEY and leaf.fixed is not None]
    alike = (1.0,) * len(keys) if reading.ruled else set_alike([[line.box for line in leaf.lines] for leaf in keys])
    return {
        leaf.fixed or "": Head(
            leaf.fixed or "",
            min((glyph.probability for line in leaf.lines for glyph in line.glyphs), default=1),
            unread_ink=leaf.place is not None and _has_unread_ink(leaf, pages[leaf.place.page]),
            set_alike=share,
        )
        for leaf, share in zip(keys, alike, strict=True)
    }


def _column(leaf: Leaf) -> str:
    """The key of the column that a value of a table of lines and amounts stands in, or that a head names; or empty."""
    if leaf.role == COLUMN_KEY:
        return leaf.fixed or ""
    return leaf.path.partition(".values.")[2]


def _is_known(leaf: Leaf, columns: Container[str] | None) -> bool:
    """Whether a value stands in a column that its table should have, or is the key of one."""
    if columns is None:
        return True
    return not (column := _column(leaf)) or column in columns


def _soundness(outcomes: Sequence[CheckOutcome]) -> float:
    """The share of checks that pass, of those that could be made; 0 where none could."""
    made = [outcome for outcome in outcomes if outcome.status != "unknown"]
    return sum(outcome.status == "pass" for outcome in made) / max(1, len(made))
