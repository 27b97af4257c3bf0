"""Text layers that do not say what the page shows: code maps that are wrong, and the guesses of an old recogniser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import pymupdf
import yaml

from samples.dice import Dice
from samples.fonts import load_face
from samples.layout_page import Run, Sheet

MapLie = Literal["swapped", "shifted", "private", "sequential"]
Told = Mapping[str, str]
"""What the layer says for each character that a font shows."""

_CJK = (0x4E00, 0x9FA5)


def make_lie(kind: MapLie, shown: Sequence[str], dice: Dice) -> Told:
    """What a wrong code map says for each of the characters ``shown``. No character is told rightly but by chance."""
    make: Mapping[MapLie, Callable[[Sequence[str], Dice], Told]] = {
        "swapped": _swapped,
        "shifted": _shifted,
        "private": _private,
        "sequential": _sequential,
    }
    return make[kind](sorted(shown), dice)


def _swapped(shown: Sequence[str], dice: Dice) -> Told:
    """Each character is another of its kind: digits stay digits, so that the text looks right."""
    told: dict[str, str] = {}
    for kind in (_is_digit, _is_chinese):
        own = [char for char in shown if kind(char)]
        mixed = dice.sample(own, len(own))
        told |= dict(zip(mixed, [*mixed[1:], *mixed[:1]], strict=True))
    return told


def _shifted(shown: Sequence[str], dice: Dice) -> Told:
    """Codes off by a constant, as from a subset that was numbered anew."""
    by, digits = dice.pick([1, 2, 3, 29, 31]), dice.whole(1, 9)
    low, high = _CJK
    told = {}
    for char in shown:
        if _is_digit(char):
            told[char] = str((int(char) + digits) % 10)
        elif _is_chinese(char):
            told[char] = chr(low + (ord(char) - low + by) % (high - low))
    return told


def _private(shown: Sequence[str], _dice: Dice) -> Told:
    """Code points that mean nothing outside the producer."""
    return {char: chr(0xE000 + number) for number, char in enumerate(shown)}


def _sequential(shown: Sequence[str], dice: Dice) -> Told:
    """Codes in the order of first use, from the exclamation mark on."""
    order = dice.sample(shown, len(shown))
    return {char: chr(0x21 + number) for number, char in enumerate(order)}


def _is_digit(char: str) -> bool:
    """0 to 9: ① is a digit to Python."""
    return char.isascii() and char.isdigit()


def _is_chinese(char: str) -> bool:
    return _CJK[0] <= ord(char) <= _CJK[1]


def shown_by(sheets: Sequence[Sheet], face: str) -> list[str]:
    """The characters that a face shows on the sheets, but for spaces."""
    texts = (run.text for sheet in sheets for run in sheet.runs if (run.face or sheet.face) == face)
    return sorted({char for text in texts for char in text if not char.isspace()})


def tell(data: bytes, sheets: Sequence[Sheet], told: Mapping[str, Told]) -> bytes:
    """The PDF of the sheets with the code maps of the faces in ``told`` replaced; its looks stay as they are."""
    with pymupdf.open("pdf", data) as document:
        for page, sheet in zip(document.pages(), sheets, strict=True):
            faces = list(dict.fromkeys([sheet.face, *(run.face for run in sheet.runs if run.face)]))
            for font in page.get_fonts():
                face = faces[int(font[4].removeprefix("F"))]
                if face in told:
                    where = int(document.xref_get_key(font[0], "ToUnicode")[1].split()[0])
                    document.update_stream(where, _code_map(face, shown_by(sheets, face), told[face]).encode("ascii"))
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


_BLOCK = 100  # entries that a block of a code map may have


def _code_map(face: str, shown: Sequence[str], told: Told) -> str:
    font = load_face(face)
    glyphs = {char: font.glyph(char) for char in (*shown, " ", "　")}
    entries = [
        f"<{glyph:04x}> <{told.get(char, char).encode('utf-16-be').hex()}>" for char, glyph in glyphs.items() if glyph
    ]
    blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@dataclass(frozen=True, slots=True)
class Recogniser:
    """An old recogniser: the shares of characters that it takes for others, and that it misses."""

    slips: float
    misses: float

    def read(self, sheet: Sheet, dice: Dice) -> Sheet:
        """The sheet's text as it was recognised, a little off its place; there are no rules in a layer."""
        return replace(sheet, runs=tuple(self._runs(sheet, dice)), strokes=(), bands=())

    def _runs(self, sheet: Sheet, dice: Dice) -> Iterator[Run]:
        for run in sheet.runs:
            text = "".join(self._character(char, dice) for char in run.text)
            if text.strip():
                x, y = run.x + dice.real(-1.5, 1.5), run.y + dice.real(-1.0, 1.0)
                yield replace(run, text=text, x=x, y=y, face="")

    def _character(self, char: str, dice: Dice) -> str:
        if char in _slips() and dice.chance(self.slips):
            return _slips()[char]
        return "" if dice.chance(self.misses) else char


@cache
def _slips() -> Mapping[str, str]:
    slips: Mapping[str, str] = yaml.safe_load((files("samples") / "data" / "slips.yaml").read_text(encoding="utf-8"))
    return slips
