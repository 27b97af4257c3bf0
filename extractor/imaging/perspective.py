"""The projective view of a flat page, read from where its lines converge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from extractor.imaging.segments import Floats, Segments
from models.geometry import Homography

# Segments that join in: the longest ones carry nearly all of the evidence.
_MOST_SEGMENTS = 300

# Directions further than this from their family's are no rules of this page, degrees.
_FAMILY_REACH_DEG = 20.0

# Errors of direction beyond these count less and less, degrees: first while the view is unknown, then as LSD errs.
_SOFT_DEG = (3.0, 0.3)

# Total length, in long sides, that each of the two families must have: two edges of a page, or a small table.
_ENOUGH_LENGTH = 0.8

# A view that moves no corner of the picture further than this share of its long side is a plain lean.
_LEAST_SHIFT_SHARE = 0.004

# What is left of the directions' errors with perspective, as a share of without, for it to be believed.
_BELIEVED_SHARE = 0.75

# Convergence beyond which a fit is no photo of a page: lines meet within the picture.
_STRONGEST = 0.7


@dataclass(frozen=True, slots=True)
class View:
    """How the level page is seen: ``x_deg`` and ``y_deg`` are the directions, clockwise, of its rows (from the x
    axis) and columns (from the y axis) at the centre; ``x_pull`` and ``y_pull`` how fast each converges, per unit.
    """

    x_deg: float
    y_deg: float
    x_pull: float = 0.0
    y_pull: float = 0.0

    def to_picture(self, center: tuple[float, float]) -> Homography:
        """From level coordinates, their origin at ``center``, to the picture. Scale is 1 at the center.

        Its first two columns are the vanishing points of rows and columns (Hartley and Zisserman, 8.6).
        """
        x, y = np.radians(self.x_deg), np.radians(self.y_deg)
        matrix = np.array([[np.cos(x), -np.sin(y), 0.0], [np.sin(x), np.cos(y), 0.0], [self.x_pull, self.y_pull, 1.0]])
        to_center = np.array([[1.0, 0.0, center[0]], [0.0, 1.0, center[1]], [0.0, 0.0, 1.0]])
        return Homography.of(to_center @ matrix)


def find_view(segments: Segments, lean_deg: float, width: float, height: float) -> View:
    """The view under which rows and columns are level and upright; a plain lean where that explains as much."""
    plain = View(lean_deg, lean_deg)
    center, reach = np.array([width, height]) / 2, max(width, height) / 2
    longest = np.argsort(-segments.lengths)[:_MOST_SEGMENTS]
    starts, ends = (segments.starts[longest] - center) / reach, (segments.ends[longest] - center) / reach
    family = _families(starts, ends, lean_deg)
    lengths = np.hypot(*(ends - starts).T)
    # Lengths are in half long sides here.
    if min(lengths[family == axis].sum() for axis in (0, 1)) < 2 * _ENOUGH_LENGTH:
        return plain
    kept = family >= 0
    starts, ends, family, lengths = starts[kept], ends[kept], family[kept], lengths[kept]
    weights = np.sqrt(lengths / lengths.sum())

    def errors(parameters: Floats) -> Floats:
        return np.asarray(weights * _misdirections(parameters, starts, ends, family), dtype=np.float64)

    start = np.array([np.radians(lean_deg), np.radians(lean_deg), 0.0, 0.0])
    best = start
    for soft_deg in _SOFT_DEG:
        best = least_squares(errors, best, loss="soft_l1", f_scale=float(np.radians(soft_deg) * weights.mean())).x
    view = View(*np.degrees(best[:2]).tolist(), *(best[2:] / reach).tolist())
    believed = np.abs(errors(best)).sum() <= _BELIEVED_SHARE * np.abs(errors(start)).sum()
    if not believed or np.abs(best[2:]).max() > _STRONGEST or not _shifts(view, plain, width, height):
        return plain
    return view


def _families(starts: Floats, ends: Floats, lean_deg: float) -> np.ndarray:
    """0 for rows, 1 for columns, -1 for neither."""
    dx, dy = (ends - starts).T
    angles = np.degrees(np.arctan2(dy, dx)) - lean_deg
    from_rows = np.abs((angles + 90.0) % 180.0 - 90.0)
    return np.where(from_rows <= _FAMILY_REACH_DEG, 0, np.where(from_rows >= 90.0 - _FAMILY_REACH_DEG, 1, -1))


def _misdirections(parameters: Floats, starts: Floats, ends: Floats, family: np.ndarray) -> Floats:
    """Sines of the angles between each segment and the line from its middle to its vanishing point."""
    x, y, x_pull, y_pull = parameters
    points = np.array([[np.cos(x), np.sin(x), x_pull], [-np.sin(y), np.cos(y), y_pull]])[family]
    toward = points[:, :2] - points[:, 2:] * (starts + ends) / 2
    along = ends - starts
    cross = toward[:, 0] * along[:, 1] - toward[:, 1] * along[:, 0]
    return np.asarray(cross / (np.hypot(*toward.T) * np.hypot(*along.T)), dtype=np.float64)


def _shifts(view: View, plain: View, width: float, height: float) -> bool:
    """Whether the view moves some corner noticeably, beyond what a plain lean does."""
    center = (width / 2, height / 2)
    corners = np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])
    level = plain.to_picture(center).inverse().apply(corners)
    moved = view.to_picture(center).apply(level) - corners
    return bool(np.hypot(*moved.T).max() > _LEAST_SHIFT_SHARE * max(width, height))
