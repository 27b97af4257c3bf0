"""Pixels of one frame drawn in another, once, from the originals."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Homography, Mesh, PageMap
from models.page import Raster

_WHITE = (255, 255, 255)


def warp(source: Raster, to_source: Homography, width: float, height: float, mesh: Mesh | None = None) -> Raster:
    """A raster of ``width`` x ``height`` page units, drawn bicubically on white.

    Its point p comes from where ``to_source`` sends it in ``source``'s frame, or sends ``mesh``'s image of it.
    All in page units; resolution is kept.
    """
    scale = source.px_per_unit
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    to_source_px = in_pixels(to_source, scale)
    if mesh is None:
        pixels = cv2.warpPerspective(
            source.pixels,
            to_source_px.array(),
            size,
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=_WHITE,
        )
    else:
        places = cv2.perspectiveTransform(_mesh_in_pixels(mesh, scale, size), to_source_px.array())
        x, y = cv2.split(places)
        pixels = cv2.remap(source.pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=_WHITE)
    steps = (to_source,) if mesh is None else (mesh, to_source)
    return Raster(np.asarray(pixels, dtype=np.uint8), scale, PageMap((*steps, *source.to_shown.steps)))


def in_pixels(to_source: Homography, scale: float) -> Homography:
    """The same map between pixels of equal scale, which OpenCV counts from the centre of the first one."""
    to_units = Homography.of(np.array([[1 / scale, 0, 0.5 / scale], [0, 1 / scale, 0.5 / scale], [0, 0, 1]]))
    to_pixels = Homography.of(np.array([[scale, 0, -0.5], [0, scale, -0.5], [0, 0, 1]]))
    return to_pixels.after(to_source).after(to_units)


def _mesh_in_pixels(mesh: Mesh, scale: float, size: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Where the mesh sends the centre of each pixel, shape (height, width, 2): bilinear, as ``Mesh.apply`` is."""
    rows, cols = mesh.targets.shape[:2]
    across = _weights(size[0], cols, mesh.step * scale)
    down = _weights(size[1], rows, mesh.step * scale)
    dense = np.empty((size[1], size[0], 2), np.float32)
    for axis in (0, 1):
        dense[:, :, axis] = down @ mesh.targets[:, :, axis].astype(np.float32) @ across.T
    # ``in_pixels`` maps between pixel centres on both sides.
    return dense * np.float32(scale) - np.float32(0.5)


def _weights(count: int, nodes: int, step_px: float) -> npt.NDArray[np.float32]:
    """Each pixel's shares in the two lattice nodes beside it, shape (count, nodes)."""
    places = (np.arange(count) + 0.5) / step_px
    before = np.clip(np.floor(places), 0, nodes - 2).astype(int)
    weights = np.zeros((count, nodes), np.float32)
    weights[np.arange(count), before] = 1 - (places - before)
    weights[np.arange(count), before + 1] = places - before
    return weights
