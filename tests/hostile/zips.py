"""ZIP files that lie, overflow, or lead out of themselves."""

from __future__ import annotations

import io
import struct
import zipfile
from random import Random

from tests.hostile.pdf_files import WHOLE


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _patched(data: bytes, magic: bytes, offset: int, form: str, value: int) -> bytes:
    """The bytes with one figure at ``offset`` of the last record of this kind replaced."""
    patched = bytearray(data)
    struct.pack_into(form, patched, data.rindex(magic) + offset, value)
    return bytes(patched)


ONE = _zip([("one.pdf", WHOLE)])


def bomb(_: Random) -> bytes:
    return _zip([("bomb.pdf", bytes(100_000_000))])


def bomb_that_lies(_: Random) -> bytes:
    """A member that says it unpacks to ten bytes, in both of its headers."""
    packed = _zip([("bomb.pdf", bytes(100_000_000))])
    return _patched(_patched(packed, b"PK\1\2", 24, "<I", 10), b"PK\3\4", 22, "<I", 10)


def names_that_lead_out(_: Random) -> bytes:
    names = ("../../etc/passwd.pdf", "/etc/cron.d/x.pdf", "C:\\Windows\\x.pdf", "a/../../b.pdf", "..\\..\\c.pdf")
    return _zip([(name, WHOLE) for name in names])


def names_of_control_characters(_: Random) -> bytes:
    names = ("a\x1b[2J.pdf", "line\nbreak.pdf", "\u202efdp.exe.pdf", "x" * 4000 + ".pdf", "\ud7ff\uffff.pdf", " .pdf")
    return _zip([(name, WHOLE) for name in names])


def one_name_twice(_: Random) -> bytes:
    return _zip([("same.pdf", WHOLE), ("twin.pdf", WHOLE)]).replace(b"twin.pdf", b"same.pdf")


def zip_in_a_zip(_: Random) -> bytes:
    inner = ONE
    for _level in range(20):
        inner = _zip([("inner.zip", inner)])
    return inner


def members_that_share(_: Random) -> bytes:
    """Two entries for the same packed bytes."""
    two = _zip([("one.pdf", WHOLE), ("two.pdf", WHOLE)])
    return _patched(two, b"PK\1\2", 42, "<I", 0)


def members_by_the_billion(_: Random) -> bytes:
    return _patched(ONE, b"PK\5\6", 10, "<H", 0xFFFE)


def directory_somewhere_else(_: Random) -> bytes:
    return _patched(ONE, b"PK\5\6", 16, "<I", 0xFFFFFF00)


def end_alone(_: Random) -> bytes:
    return b"PK\5\6" + bytes(18)


def cut(_: Random) -> bytes:
    return ONE[: len(ONE) // 2]


def wrong_sum(_: Random) -> bytes:
    return _patched(ONE, b"PK\1\2", 16, "<I", 0xDEADBEEF)


def locked(_: Random) -> bytes:
    return _patched(_patched(ONE, b"PK\1\2", 8, "<H", 1), b"PK\3\4", 6, "<H", 1)


def packed_strangely(_: Random) -> bytes:
    return _patched(_patched(ONE, b"PK\1\2", 10, "<H", 14), b"PK\3\4", 8, "<H", 14)


def link(_: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.pdf")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


KINDS = {
    "bomb.zip": bomb,
    "bomb-that-lies.zip": bomb_that_lies,
    "names-that-lead-out.zip": names_that_lead_out,
    "names-of-controls.zip": names_of_control_characters,
    "one-name-twice.zip": one_name_twice,
    "zip-in-a-zip.zip": zip_in_a_zip,
    "members-that-share.zip": members_that_share,
    "members-by-the-billion.zip": members_by_the_billion,
    "directory-elsewhere.zip": directory_somewhere_else,
    "end-alone.zip": end_alone,
    "cut.zip": cut,
    "wrong-sum.zip": wrong_sum,
    "locked.zip": locked,
    "packed-strangely.zip": packed_strangely,
    "link.zip": link,
}
