"""Scanned pages put into the files in which offices pass them on."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

import pymupdf
from PIL import Image

from samples.scan import Scan

Container = Literal["pdf", "png", "jpg", "tif"]


def pack(scans: Sequence[Scan], container: Container) -> bytes:
    """The file's bytes. PNG and JPEG hold the first page only."""
    if container == "pdf":
        return _pdf(scans)
    pictures = [Image.fromarray(scan.picture) for scan in scans]
    first, dpi = pictures[0], (scans[0].dpi, scans[0].dpi)
    target = BytesIO()
    if container == "png":
        first.convert("L").save(target, "PNG", dpi=dpi, optimize=False)
    elif container == "jpg":
        first.save(target, "JPEG", quality=scans[0].jpeg_quality, dpi=dpi)
    else:
        first.save(target, "TIFF", save_all=True, append_images=pictures[1:], compression="jpeg", dpi=dpi)
    return target.getvalue()


def _pdf(scans: Sequence[Scan]) -> bytes:
    document = pymupdf.open()
    for scan in scans:
        height, width = scan.picture.shape[:2]
        page = document.new_page(width=width / scan.dpi * 72, height=height / scan.dpi * 72)
        target = BytesIO()
        Image.fromarray(scan.picture).save(target, "JPEG", quality=scan.jpeg_quality, dpi=(scan.dpi, scan.dpi))
        page.insert_image(page.rect, stream=target.getvalue())
    document.set_metadata({})
    data = document.tobytes(garbage=3, no_new_id=True)
    document.close()
    return bytes(data)
