"""PDFs whose tables of objects lie, that are cut, locked, or something else as well."""

from __future__ import annotations

import io
import zipfile
import zlib
from random import Random

import pymupdf

from tests.hostile.pdf_syntax import one_page, pdf, stream

WHOLE = pdf(one_page())


def table_in_a_circle(_: Random) -> bytes:
    place = WHOLE.rindex(b"xref\n0")
    return pdf(one_page(), trailer=b"/Prev %d" % place)


def table_of_a_billion(_: Random) -> bytes:
    return WHOLE.replace(b"xref\n0 6", b"xref\n0 2000000000").replace(b"/Size 6", b"/Size 2147483647")


def table_somewhere_else(_: Random) -> bytes:
    return pdf(one_page(), startxref=10**18)


def places_all_wrong(random: Random) -> bytes:
    start = WHOLE.rindex(b"xref\n0")
    lines = WHOLE[start:].split(b"\n")
    wrong = [b"%010d 00000 n " % random.randrange(len(WHOLE)) if line.endswith(b" n ") else line for line in lines]
    return WHOLE[:start] + b"\n".join(wrong)


def table_stream_of_lies(_: Random) -> bytes:
    """A cross-reference stream with fields of a thousand million bytes, for as many objects."""
    entries = b"/Type /XRef /W [1000000000 1000000000 1000000000] /Index [0 2147483647] /Size 2147483647 /Root 1 0 R"
    body = WHOLE[: WHOLE.rindex(b"xref\n0")]
    return body + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(b"\0" * 64, entries), len(body))


def object_stream_of_itself(_: Random) -> bytes:
    entries = b"/Type /ObjStm /N 2147483647 /First 99999999 /Extends 6 0 R"
    return pdf(one_page(more={6: stream(b"3 0 6 0 << >>", entries)}))


def cut_in_the_middle(_: Random) -> bytes:
    return WHOLE[: len(WHOLE) // 2]


def header_alone(_: Random) -> bytes:
    return b"%PDF-1.7\n"


def noise_after_the_header(random: Random) -> bytes:
    return b"%PDF-1.7\n" + random.randbytes(200_000)


def bits_turned(random: Random) -> bytes:
    turned = bytearray(WHOLE)
    for _ in range(60):
        turned[random.randrange(9, len(turned))] ^= 1 << random.randrange(8)
    return bytes(turned)


def objects_without_end(_: Random) -> bytes:
    """Half a million objects and no table: all must be looked for."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(1, 500_001))


def locked(_: Random) -> bytes:
    with pymupdf.open(stream=WHOLE) as document:
        key = pymupdf.PDF_ENCRYPT_AES_256
        return bytes(document.tobytes(encryption=key, user_pw="secret", owner_pw="secret"))


def locked_by_nothing_known(_: Random) -> bytes:
    key = b"<< /Filter /Nobody /V 99 /R 99 /Length 7 /O <00> /U <00> /P -1 >>"
    return pdf(one_page(more={6: key}), trailer=b"/Encrypt 6 0 R /ID [<00> <00>]")


def locked_by_a_circle(_: Random) -> bytes:
    return pdf(one_page(more={6: b"6 0 R"}), trailer=b"/Encrypt 6 0 R /ID 6 0 R")


def program_inside(_: Random) -> bytes:
    """Actions that a viewer would run: nothing is run, and nothing fetched."""
    opened = b"<< /S /JavaScript /JS (while \\(true\\) {}) /Next << /S /Launch /F (/bin/sh) >> >>"
    return pdf(one_page(more={1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction %b /URI << >> >>" % opened}))


def stream_from_a_file(_: Random) -> bytes:
    """A page whose content lies in a file of the machine, says the PDF."""
    elsewhere = stream(b"", b"/F (/etc/passwd) /FFilter /FlateDecode")
    return pdf(one_page(elsewhere))


def zip_as_well(_: Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.pdf", WHOLE)
    return WHOLE + packed.getvalue()


def page_as_well(_: Random) -> bytes:
    return b"<html><script>while(1);</script>\n" + WHOLE


def deflate_bomb_of_objects(_: Random) -> bytes:
    """An object stream that unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * 2**20) for _ in range(512)), packer.flush()])
    entries = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    return pdf(one_page(more={2: b"7 0 R", 6: stream(packed, entries)}))


KINDS = {
    "table-in-a-circle.pdf": table_in_a_circle,
    "table-of-a-billion.pdf": table_of_a_billion,
    "table-somewhere-else.pdf": table_somewhere_else,
    "places-all-wrong.pdf": places_all_wrong,
    "table-stream-of-lies.pdf": table_stream_of_lies,
    "object-stream-of-itself.pdf": object_stream_of_itself,
    "cut-in-the-middle.pdf": cut_in_the_middle,
    "header-alone.pdf": header_alone,
    "noise-after-header.pdf": noise_after_the_header,
    "bits-turned.pdf": bits_turned,
    "objects-without-end.pdf": objects_without_end,
    "locked.pdf": locked,
    "locked-by-nothing-known.pdf": locked_by_nothing_known,
    "locked-by-a-circle.pdf": locked_by_a_circle,
    "program-inside.pdf": program_inside,
    "stream-from-a-file.pdf": stream_from_a_file,
    "zip-as-well.pdf": zip_as_well,
    "html-as-well.pdf": page_as_well,
    "bomb-of-objects.pdf": deflate_bomb_of_objects,
}
