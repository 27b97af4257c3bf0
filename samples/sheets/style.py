"""How an office lays its tables and reports out: drawn once for a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samples.dice import Dice
from samples.fonts import installed_faces

A4 = (595.0, 842.0)  # points

Ruling = Literal["grid", "horizontal", "three_line", "outline", "none"]


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """Lengths in points.

    ``face`` sets Chinese, ``number_face`` numbers where it is another. ``dash``: of inner rules, 0 for whole
    lines. ``bands``: colour of the heads and of every other row, None for white. ``repeat_heads``: overleaf.
    ``cut_rows``: a row may be cut by the page's edge. ``lonely_total``: the last row goes over alone. ``sideways``:
    wide tables stand turned on upright pages by so many degrees clockwise, 0 where their pages are landscape.
    ``together``: a table may begin under another one. ``landscape_from``: columns from which on a table is wide
    whether it must be or not. ``squeeze``: share of the text width that the table takes.
    """

    face: str
    number_face: str
    size: float
    leading: float
    padding: float
    margin_x: float
    margin_top: float
    margin_bottom: float
    ruling: Ruling
    rule: float
    border: float
    grey: float
    dash: float
    bands: tuple[tuple[float, float, float], tuple[float, float, float]] | None
    vertical: Literal["top", "middle"]
    amounts: Literal["right", "centre"]
    repeat_heads: bool
    cut_rows: bool
    open_cut: bool
    merged_text: Literal["once", "each"]
    lonely_total: bool
    sideways: int
    together: bool
    landscape_from: int
    squeeze: float
    kinsoku: bool
    footer: str
    first_page: int


# Song, hei, kai and fangsong-like faces: song first, as in published accounts.
_FACES = ("gbsn", "gbsn", "gbsn", "uming", "uming", "zenhei", "zenhei", "gkai", "ukai", "wenkai")
# How often tables are ruled so: in full as a rule, three lines and none in reports.
_RULINGS: tuple[Ruling, ...] = (
    *("grid",) * 11,
    *("horizontal",) * 3,
    *("three_line",) * 3,
    "outline",
    *("none",) * 2,
)
_FULLY_RULED = 0.85  # share of forms with merged cells that are ruled in full
WHITE = (1.0, 1.0, 1.0)


def make_sheet_style(dice: Dice, *, ruled: bool = False, plain: bool = False) -> SheetStyle:
    """A style that holds together. ``ruled``: mostly in full, as forms are; ``plain``: always, black on white."""
    here = installed_faces()
    face = dice.pick([name for name in _FACES if name in here])
    size = round(dice.real(8, 11), 1)
    rule = round(dice.real(0.3, 1.0), 2)
    drawn = dice.pick(_RULINGS)
    ruling: Ruling = "grid" if ruled and dice.chance(_FULLY_RULED) else drawn
    colour = dice.pick([(0.85, 0.9, 0.97), (0.93, 0.93, 0.93), (0.88, 0.95, 0.88), (0.98, 0.93, 0.84)])
    pale = ((1 + colour[0]) / 2, (1 + colour[1]) / 2, (1 + colour[2]) / 2)
    return SheetStyle(
        face=face,
        number_face=dice.pick(["", "times", "times"]),
        size=size,
        leading=round(size * dice.real(1.15, 1.4), 2),
        padding=round(size * dice.real(0.12, 0.5), 2),
        margin_x=round(dice.real(36, 72), 1),
        margin_top=round(dice.real(45, 75), 1),
        margin_bottom=round(dice.real(45, 70), 1),
        ruling="grid" if plain else ruling,
        rule=rule,
        border=rule if dice.chance(0.7) else round(rule * 2, 2),
        grey=0.0 if plain or dice.chance(0.7) else round(dice.real(0.25, 0.65), 2),
        dash=round(dice.real(1.5, 3.5), 1) if not plain and dice.chance(0.1) else 0.0,
        bands=(colour, dice.pick([WHITE, pale])) if not plain and dice.chance(0.15) else None,
        vertical=dice.pick(["middle", "middle", "middle", "top"]),
        amounts=dice.pick(["right", "right", "right", "centre"]),
        repeat_heads=dice.chance(0.65),
        cut_rows=dice.chance(0.25),
        open_cut=dice.chance(0.25),
        merged_text=dice.pick(["once", "once", "each"]),
        lonely_total=dice.chance(0.08),
        sideways=dice.pick([0, 0, 0, 0, 90, 270]),
        together=dice.chance(0.3),
        landscape_from=dice.pick([6, 8, 9, 99, 99]),
        squeeze=1.0 if dice.chance(0.7) else round(dice.real(0.72, 0.95), 2),
        kinsoku=dice.chance(0.6),
        footer=dice.pick(["", "- {0} -", "- {0} -", "{0}", "第 {0} 页", "— {0} —"]),
        first_page=dice.whole(1, 60),
    )
