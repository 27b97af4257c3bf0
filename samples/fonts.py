"""Typefaces that offices use, from the packages of Debian. None is kept here; a missing one is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pymupdf

from models.errors import UsageError

_ROOT = Path("/usr/share/fonts")  # where Debian's font packages install


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file and the package that brings it."""

    path: str
    package: str


# TrueType only: PDF subsetting leaves OpenType collections such as Noto CJK whole, at 20 MB a document.
FONT_FILES = {
    "gbsn": FontFile("truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"),
    "gkai": FontFile("truetype/arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp"),
    "ukai": FontFile("truetype/arphic/ukai.ttc", "fonts-arphic-ukai"),
    "uming": FontFile("truetype/arphic/uming.ttc", "fonts-arphic-uming"),
    "wenkai": FontFile("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai"),
    "zenhei": FontFile("truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei"),
}


_BUILT_IN = {"times": "tiro"}
"""Latin faces that PyMuPDF brings itself: its own name of each."""


@dataclass(frozen=True, eq=False)
class Face:
    """A loaded face. Widths are in units of the font size."""

    name: str
    buffer: bytes
    font: pymupdf.Font
    widths: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        return sum(self.advance(char) for char in text)

    def advance(self, char: str) -> float:
        if char not in self.widths:
            self.widths[char] = float(self.font.glyph_advance(ord(char)))
        return self.widths[char]

    def glyph(self, char: str) -> int:
        return int(self.font.has_glyph(ord(char)))


def installed_faces() -> tuple[str, ...]:
    """Names of the faces whose files are here; never empty."""
    names = tuple(name for name, file in FONT_FILES.items() if (_ROOT / file.path).is_file())
    if not names:
        packages = sorted({file.package for file in FONT_FILES.values()})
        raise UsageError(f"no Chinese font is installed: install one of {', '.join(packages)}, then run again")
    return names


@cache
def load_face(name: str) -> Face:
    """The face, loaded once; ``UsageError`` names the package where it is not installed."""
    if name in _BUILT_IN:
        font = pymupdf.Font(_BUILT_IN[name])
        return Face(name, font.buffer, font)
    file = FONT_FILES[name]
    path = _ROOT / file.path
    if not path.is_file():
        raise UsageError(f"font {name} is not installed: install the package {file.package}")
    buffer = path.read_bytes()
    return Face(name, buffer, pymupdf.Font(fontbuffer=buffer))


def font_path(*names: str) -> str:
    """The file of the first of these faces that is installed, or of any that is."""
    here = installed_faces()
    name = next((name for name in names if name in here), here[0])
    return str(_ROOT / FONT_FILES[name].path)
