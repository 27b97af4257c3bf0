"""How an office lays its forms out: drawn once for a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samples.dice import Dice
from samples.fonts import installed_faces
from samples.layout_cells import CellStyle

_A4 = (595.0, 842.0)  # points


@dataclass(frozen=True, slots=True)
class Style:
    """Lengths in points. ``widths`` are shares of the table's width, one a column.

    ``cut_rows``: a row may be cut by the page's edge, else pages end at a row. ``merged_text``: a merged cell
    that goes over the break prints its text once, in its larger part, or again in each part.
    """

    face: str
    size: float
    leading: float
    padding: float
    page_width: float
    page_height: float
    margin_x: float
    margin_top: float
    margin_bottom: float
    widths: tuple[float, ...]
    rule: float
    border: float
    grey: float
    vertical: Literal["top", "middle"]
    cells: CellStyle
    cut_rows: bool
    open_cut: bool
    merged_text: Literal["once", "each"]
    repeat_header: bool
    footer: str
    first_page: int
    kinsoku: bool


# Widths of side label, three levels, target, actual, weight, score, deviation, in the published forms.
_WIDTHS = (0.06, 0.08, 0.12, 0.2, 0.14, 0.12, 0.07, 0.07, 0.14)
# The plain faces of official forms come first; handwriting-like ones are rarer.
_FACES = ("gbsn", "gbsn", "gbsn", "uming", "zenhei", "zenhei", "zenhei", "gkai", "ukai", "wenkai")


def make_style(dice: Dice) -> Style:
    """A style that holds together: large type only on wide pages."""
    here = installed_faces()
    landscape = dice.chance(0.45)
    width, height = _A4[::-1] if landscape else _A4
    # Most forms are set to fit one page: small sizes are the rule.
    size = round(min(dice.real(7.5, 12), dice.real(7.5, 12)) if landscape else dice.real(7, 9.5), 1)
    rule = round(dice.real(0.3, 1.2), 2)
    shares = [share * dice.real(0.85, 1.15) for share in _WIDTHS]
    return Style(
        face=dice.pick([face for face in _FACES if face in here]),
        size=size,
        leading=round(size * dice.real(1.12, 1.35), 2),
        padding=round(size * dice.real(0.1, 0.45), 2),
        page_width=width,
        page_height=height,
        margin_x=round(dice.real(28, 60), 1),
        margin_top=round(dice.real(36, 64), 1),
        margin_bottom=round(dice.real(36, 60), 1),
        widths=tuple(share / sum(shares) for share in shares),
        rule=rule,
        border=rule if dice.chance(0.7) else round(rule * 1.8, 2),
        grey=0.0 if dice.chance(0.75) else round(dice.real(0.2, 0.55), 2),
        vertical=dice.pick(["middle", "middle", "middle", "top"]),
        cells=CellStyle(
            head_in_table=dice.chance(0.45),
            thousands=dice.chance(0.12),
            goal_header_first=dice.chance(0.4),
            text_align=dice.pick(["left", "centre"]),
        ),
        cut_rows=dice.chance(0.6),
        open_cut=dice.chance(0.3),
        merged_text=dice.pick(["once", "once", "each"]),
        repeat_header=dice.chance(0.2),
        footer=dice.pick(["", "- {0} -", "- {0} -", "{0}", "第 {0} 页", "— {0} —"]),
        first_page=dice.whole(1, 60),
        kinsoku=dice.chance(0.6),
    )
