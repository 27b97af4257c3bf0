"""Pictures: PNG, JPEG, and TIFF of many pages."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from extractor.ingest.limits import Limits
from models.errors import DamagedInput, LimitExceeded, PageError
from models.page import PicturePage, Pixels

# What Pillow raises on broken files: its decoders are not uniform.
_DECODE_ERRORS = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError)

# dpi outside this range are a camera's or an editor's default (1, 72, 96) or nonsense.
_BELIEVABLE_DPI = (100.0, 1200.0)

# EXIF orientations from this one on swap width and height (CIPA DC-008).
_FIRST_SIDEWAYS_ORIENTATION = 5


@dataclass(frozen=True, slots=True)
class PictureSource:
    """The frames of a picture file. Only the undecoded bytes are kept, and of a single frame what was ``decoded``."""

    data: bytes
    limits: Limits
    page_count: int
    notes: tuple[str, ...] = ()
    decoded: Pixels | None = field(default=None, repr=False, compare=False)

    def page(self, number: int) -> PicturePage:
        """A page whose pixels are decoded when its ``load`` is called, which may raise ``PageError``."""
        try:
            with _frame(self.data, number) as image:
                # A PNG says how it must be turned behind its pixels, so that asking decodes it once more.
                width, height = _shown_size(image) if self.decoded is None else self.decoded.shape[1::-1]
                dpi = _dpi(image)
        except Image.DecompressionBombError as error:
            raise PageError(number, "loading", f"too many pixels: {error}") from error
        except _DECODE_ERRORS as error:
            raise PageError(number, "loading", f"the picture is damaged ({error}); scan this page again") from error
        if excess := self.limits.excess_px(width, height):
            raise PageError(number, "loading", f"{excess}; scan this page again at 200 to 300 dpi")
        return PicturePage(number, width, height, lambda: self._pixels(number), dpi)

    def _pixels(self, number: int) -> Pixels:
        return load_pixels(self.data, number) if self.decoded is None else self.decoded

    def close(self) -> None:
        """Nothing to release."""


def open_picture(data: bytes, filename: str, limits: Limits) -> PictureSource:
    """Read the headers, count the frames, and see that the first one decodes."""
    remedy = "scan it again at 200 to 300 dpi"
    try:
        with _frame(data, 1) as image:
            if excess := limits.excess_px(*image.size):
                raise LimitExceeded(f"{filename}: {excess}; {remedy}")
            # Only a TIFF's frames are pages: a PNG's or a JPEG's further frames are animation and previews.
            page_count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
            if page_count > limits.max_pages:
                raise LimitExceeded(
                    f"{filename}: {page_count} pages, more than {limits.max_pages}; split the file or raise max_pages"
                )
            decoded = _tried_decoding(image) if page_count == 1 else None
    except Image.DecompressionBombError as error:
        raise LimitExceeded(f"{filename}: too many pixels; {remedy}") from error
    except UnidentifiedImageError as error:  # its own words name no file, only where the bytes lie in memory
        raise DamagedInput(
            f"{filename}: the picture's header is truncated or corrupt; copy or scan it again"
        ) from error
    except _DECODE_ERRORS as error:
        raise DamagedInput(
            f"{filename}: the picture is truncated or corrupt ({error}); copy or scan it again"
        ) from error
    return PictureSource(data, limits, page_count, decoded=decoded)


def load_pixels(data: bytes, number: int) -> Pixels:
    """Decode one frame, upright as its EXIF orientation says, on white, as RGB of shape (height, width, 3)."""
    try:
        with _frame(data, number) as image:
            return _upright(image)
    except _DECODE_ERRORS as error:
        raise PageError(number, "decoding", f"the picture is damaged ({error}); scan this page again") from error


def _upright(image: Image.Image) -> Pixels:
    image.load()
    return np.asarray(_rgb(ImageOps.exif_transpose(image)))


@contextmanager
def _frame(data: bytes, number: int) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # Pillow warns of large pictures and of odd metadata; our own limits decide on the former.
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            image.seek(number - 1)
            yield image


def _tried_decoding(image: Image.Image) -> Pixels | None:
    """What the decoding that shows that a file is whole gave, if that is the picture itself."""
    if image.format == "JPEG":
        # An eighth of the size: enough to notice a cut file at little cost.
        image.draft("L", (image.width // 8, image.height // 8))
        image.load()
        return None
    return _upright(image)


def _orientation(image: Image.Image) -> int:
    return int(image.getexif().get(ExifTags.Base.Orientation, 1))


def _shown_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    # Pillow gives a TIFF's size as shown already, every other format's as stored.
    sideways = image.format != "TIFF" and _orientation(image) >= _FIRST_SIDEWAYS_ORIENTATION
    return (height, width) if sideways else (width, height)


def _dpi(image: Image.Image) -> float | None:
    try:
        x, y = (float(value) for value in image.info.get("dpi", (0.0, 0.0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = _BELIEVABLE_DPI
    return (x + y) / 2 if low <= x <= high and abs(x - y) <= 0.02 * x else None


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return image.convert("RGB")


def _eight_bits(deep: np.ndarray) -> Pixels:
    """Samples of more than eight bits, or floats, spread over 0 to 255 by their own range's natural top."""
    top = 65535.0 if deep.dtype.kind in "iu" else max(1.0, float(np.nanmax(deep)))
    return np.clip(np.nan_to_num(deep.astype(np.float64)) * (255.0 / top), 0, 255).astype(np.uint8)
