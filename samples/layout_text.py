"""Breaking a cell's text into lines, as word processors do."""

from __future__ import annotations

import re

from samples.fonts import Face

# A number or a Latin word stays whole where it can; everything else breaks between any two characters.
_PIECES = re.compile(r"[≥≤><]?[0-9A-Za-z.,&]+%?|\s+|.", re.DOTALL)
_NEVER_FIRST = "，。、；：！？）%”》"  # punctuation that careful typesetting keeps off the start of a line


def break_lines(text: str, width: float, size: float, face: Face, *, kinsoku: bool) -> list[str]:
    """Lines of at most ``width`` points at ``size`` points; empty text gives no line."""
    lines: list[str] = []
    for paragraph in text.split("\n") if text else ():
        lines += _break_paragraph(paragraph, width / size, face, kinsoku=kinsoku)
    return lines


def _break_paragraph(text: str, width: float, face: Face, *, kinsoku: bool) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(text):
        if face.width(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif face.width(piece) > width:
            _append_characters(lines, piece, width, face)
        elif kinsoku and piece in _NEVER_FIRST and len(lines[-1]) > 1:
            last = lines[-1][-1]
            lines[-1] = lines[-1][:-1]
            lines.append(last + piece)
        elif lines[-1]:
            lines.append(piece.lstrip())
        else:
            lines[-1] = piece
    return [line.strip() for line in lines if line.strip()]


def _append_characters(lines: list[str], piece: str, width: float, face: Face) -> None:
    for char in piece:
        if lines[-1] and face.width(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
