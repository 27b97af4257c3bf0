"""A page made to stand upright: seen straight on, turned, and drawn once from its original pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.imaging.flatten import flattening
from extractor.imaging.ink import gray_of, ink_mask, shrunk_raster
from extractor.imaging.light import even_light
from extractor.imaging.paper import EDGE_SHARE, find_sheet, inside, on_white
from extractor.imaging.perspective import View, find_view
from extractor.imaging.segments import Floats, Gray, find_segments
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.skew import find_lean
from extractor.imaging.turn import Reader, find_turn
from extractor.imaging.warp import warp
from models.both import Both, in_turn
from models.geometry import Homography, Mesh, bounding_box
from models.page import Raster, Turn

# Long side of the picture in which lines are sought, pixels: 0.05° is a pixel there, and LSD takes 60 ms.
_ANALYSIS_PX = 1600

# A lean smaller than this is left alone, degrees: one pixel over the width of a page.
_NO_LEAN_DEG = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """``raster`` in the upright frame with its way back; ``turn`` and ``skew_deg`` as in the contract.

    Where ``decided`` is False the turn is but the likeliest, and the page may still lie on its side or head;
    ``reasons`` say why.
    """

    raster: Raster
    turn: Turn
    skew_deg: float
    decided: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Unturned:
    """The bend of a page that is not turned."""

    mesh: Mesh | None


@dataclass(frozen=True, slots=True, eq=False)
class _Pose:
    """How the page lies in the picture: its view, and its outline (n, 2) in page units where it has one."""

    view: View
    sheet: Floats | None
    reasons: tuple[str, ...]


def stand_upright(
    raster: Raster,
    reader: Reader,
    words: Sequence[str],
    settings: ImagingSettings,
    both: Both = in_turn,
    *,
    likely: Turn | None = None,
) -> Upright:
    """Find view, turn and bend, and draw the page upright.

    ``reader`` finds and reads text lines; ``words`` are what a form of the expected kinds says; ``likely`` is the turn
    of a page that does not tell its own.
    """
    small = shrunk_raster(raster, _ANALYSIS_PX)
    pose = _find_pose(small, both)
    if pose.sheet is not None:
        raster, small = on_white(raster, pose.sheet), on_white(small, pose.sheet)
    level = _drawn(raster, pose, 0)
    verdict, bend = both(
        lambda: find_turn(level.pixels, reader, words, settings, likely),
        # Most pages are not turned. Where it costs no time to try, the bend is sought as if this one was not either.
        lambda: None if both is in_turn else _Unturned(flattening(_drawn(small, pose, 0))),
    )
    mesh = bend.mesh if bend and verdict.turn == 0 else flattening(_drawn(small, pose, verdict.turn))
    reasons = (*pose.reasons, verdict.reason, *(() if mesh is None else ("bent, and laid flat",)))
    drawn = mesh is None and verdict.turn == 0
    upright = level if drawn else _drawn(raster, pose, verdict.turn, mesh)
    return Upright(upright, verdict.turn, pose.view.x_deg, verdict.decided, reasons)


def turn_upright(raster: Raster, reader: Reader, words: Sequence[str], settings: ImagingSettings) -> Upright:
    """A level and flat picture, such as a part of a page that is upright by now: only its turn is sought."""
    verdict = find_turn(raster.pixels, reader, words, settings)
    return Upright(
        _drawn(raster, _Pose(View(0.0, 0.0), None, ()), verdict.turn),
        verdict.turn,
        0.0,
        verdict.decided,
        (verdict.reason,),
    )


def _find_pose(small: Raster, both: Both) -> _Pose:
    """From a picture of the size in which lines are sought."""
    scale = small.px_per_unit
    gray = gray_of(small.pixels)
    height, width = gray.shape
    segments, (sheet, ink) = both(lambda: find_segments(gray), lambda: _sheet_and_ink(gray, small))
    if sheet is not None:
        # What lies beside the sheet has lines of its own; the sheet's edges are lines of the page.
        edge = EDGE_SHARE * max(gray.shape)
        segments = segments.where(inside(sheet, segments.starts, edge) & inside(sheet, segments.ends, edge))
        sheet = sheet / scale
    lean = find_lean(segments, ink)
    view = find_view(segments, lean.angle_deg, width, height)
    reasons = [f"lean read from {lean.source}"]
    if view.x_pull or view.y_pull:
        reasons.append("seen at a slant, and straightened")
    elif abs(lean.angle_deg) < _NO_LEAN_DEG:
        view = View(0.0, 0.0)
    unit_view = View(view.x_deg, view.y_deg, view.x_pull * scale, view.y_pull * scale)
    return _Pose(unit_view, sheet, tuple(reasons))


def _sheet_and_ink(gray: Gray, small: Raster) -> tuple[Floats | None, Gray]:
    """The sheet's outline in pixels, None where the picture is all paper, and the mask of the ink on it."""
    sheet = find_sheet(gray)
    page = small if sheet is None else on_white(small, sheet / small.px_per_unit)
    return sheet, ink_mask(gray_of(even_light(page.pixels)))


def _drawn(raster: Raster, pose: _Pose, turn: Turn, mesh: Mesh | None = None) -> Raster:
    """The page seen straight on and turned clockwise by ``turn``, on white paper that holds all of it."""
    if mesh is None and pose.view == View(0.0, 0.0) and pose.sheet is None and turn == 0:
        return raster
    angle = np.radians(-turn)
    cos, sin = np.cos(angle), np.sin(angle)
    turned = Homography.of(np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]))
    to_picture = pose.view.to_picture((raster.width / 2, raster.height / 2)).after(turned)
    picture = np.array([[0.0, 0.0], [raster.width, 0.0], [raster.width, raster.height], [0.0, raster.height]])
    outline = picture if pose.sheet is None else pose.sheet
    box = bounding_box(to_picture.inverse().apply(outline))
    shift = Homography.of(np.array([[1.0, 0.0, box.x0], [0.0, 1.0, box.y0], [0.0, 0.0, 1.0]]))
    return warp(raster, to_picture.after(shift), box.width, box.height, mesh)
