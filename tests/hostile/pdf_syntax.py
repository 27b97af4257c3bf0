"""PDFs written by hand, so that any part of them may lie."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 72 700 Td (A letter) Tj ET"


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object; ``length`` is what it says of itself, where that is not so."""
    said = len(data) if length is None else length
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (said, entries, data)


def deflated(data: bytes, times: int = 1) -> bytes:
    """A stream packed ``times`` over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%b]" % (b"/FlateDecode " * times))


def one_page(
    content: bytes = b"",
    *,
    page: bytes = b"/MediaBox [0 0 595 842]",
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> dict[int, bytes]:
    """The objects of a PDF with one page: 1 catalog, 2 pages, 3 page, 4 content, 5 font; ``more`` adds or replaces."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %b >> %b >>"
        % (resources, page),
        4: content or stream(TEXT),
        5: FONT,
        **(more or {}),
    }


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"", startxref: int | None = None) -> bytes:
    """The objects and a table of their places. ``trailer``: more entries; ``startxref``: a lie about the table."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %c \n" % ((places[number], b"n") if number in places else (0, b"f"))
    said = table if startxref is None else startxref
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, said)


def picture_page(data: bytes, entries: bytes) -> bytes:
    """A PDF whose page is one picture with these entries."""
    shown = stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    picture = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    return pdf(one_page(shown, resources=b"/XObject << /Im0 6 0 R >>", more={6: picture}))
