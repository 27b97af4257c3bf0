"""All kinds of files that a stranger may send, made anew from their names: nothing of them is stored."""

from __future__ import annotations

from random import Random

from tests.hostile import pdf_files, pdf_pages, pdf_trees, pictures, texts, zips

NAMES = {
    "out.pdf": "../../../../etc/out.pdf",
    "windows.pdf": "C:\\Windows\\system32\\x.pdf",
    "screen.pdf": "a\x1b[2J\x07b.pdf",
    "backwards.pdf": "\u202efdp.exe.pdf",
    "long.pdf": "长" * 2000 + ".pdf",
    "dots.pdf": "..",
    "script.pdf": "<img src=x onerror=alert(1)>.pdf",
    "formula.pdf": "=cmd|' /C calc'!A0.pdf",
    "quote.pdf": "';DROP TABLE runs;--\".pdf",
}
"""Names that lead elsewhere, draw on the screen or are no names, of a harmless document."""

DOCUMENTS = {**pdf_trees.KINDS, **pdf_files.KINDS, **pdf_pages.KINDS, **pictures.KINDS, **texts.KINDS}

ARCHIVES = zips.KINDS

SLOW = frozenset(
    {
        "forms-that-multiply.pdf",
        "content-bomb.pdf",
        "giant-line.txt",
        "giant-number.txt",
        "marks-over-marks.txt",
        "label-over-and-over.txt",
        "bomb.tif",
        "many-scans.jpg",
        "picture-with-too-little.pdf",
    }
)
"""Kinds that take more than three seconds of a processor, and as much as half a minute: the benchmark sends them."""


def made(name: str) -> bytes:
    """The bytes of a document or an archive: the same at every call."""
    return {**DOCUMENTS, **ARCHIVES}[name](Random(name))  # noqa: S311 - to be the same at every call


def named(number: int) -> bytes:
    """A harmless document, another for each number."""
    return pdf_files.WHOLE + b"\n%%%d\n" % number
