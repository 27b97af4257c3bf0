"""What some bytes are, told by their content. A name's ending is believed for text dumps only."""

from __future__ import annotations

from typing import Literal

MediaType = Literal["application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"]

# Adobe's viewers, and MuPDF, accept a PDF header anywhere in the first kilobyte.
_PDF_HEADER_REACH = 1024

_PICTURES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)

# What people send by mistake: the offset and bytes that tell it, and what to do about it.
_FOREIGN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it as PDF"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and give the files inside"),
    (0, b"Rar!\x1a\x07", "a RAR archive", "unpack it and give the files inside"),
    (0, b"\x1f\x8b", "a gzip file", "unpack it and give the files inside"),
    (0, b"{\\rtf", "an RTF text", "save it as PDF"),
    (0, b"GIF8", "a GIF picture", "save it as PNG"),
    (8, b"WEBP", "a WebP picture", "save it as PNG"),
    (4, b"ftyp", "a HEIC or AVIF picture, or a video", "save it as JPEG or PNG"),
    # Zero where a BMP reserves four bytes, then the usual offset of its pixels: "BM" alone may start a text.
    (6, b"\0\0\0\0\x36\0\0\0", "a BMP picture", "save it as PNG"),
    (0, b"%!PS", "a PostScript file", "convert it to PDF"),
)


def media_type_of(data: bytes, filename: str) -> MediaType | None:
    """The media type of an input that can be read, or None for anything else."""
    for magic, media_type in _PICTURES:
        if data.startswith(magic):
            return media_type
    is_dump = filename.lower().endswith(".txt")
    # A dump may speak of "%PDF-"; a PDF named .txt starts with it.
    if data.startswith(b"%PDF-") or (not is_dump and b"%PDF-" in data[:_PDF_HEADER_REACH]):
        return "application/pdf"
    return "text/plain" if is_dump and foreign_kind(data) is None else None


def foreign_kind(data: bytes) -> tuple[str, str] | None:
    """What an input is that cannot be read, and the remedy; None where its content tells nothing."""
    head = data[:4096]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for offset, magic, kind, remedy in _FOREIGN:
        if head.startswith(magic, offset):
            return kind, remedy
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<?xml", b"<svg")):
        return "an HTML or XML page", "print it to PDF"
    return None


def _zip_kind(data: bytes) -> tuple[str, str]:
    for name, kind in ((b"word/", "a Word file"), (b"xl/", "an Excel file"), (b"ppt/", "a PowerPoint file")):
        if name in data[:65_536] or name in data[-65_536:]:
            return kind, "save it as PDF"
    return "a ZIP archive", "unpack it and give the files inside"
