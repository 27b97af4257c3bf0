"""ZIP files of strangers: what they say of themselves is checked first, and what comes out is counted."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from models.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    InputError,
    LimitExceeded,
    ScanledgerError,
    UnsupportedInput,
)

ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})

_CHUNK = 2**20  # bytes unpacked at once
_HARMLESS = 2**20  # bytes: a blank page packs to nothing, and nobody makes a bomb of it
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the others may ask for gigabytes to unpack anything
_ENCRYPTED = 0x1  # bit of a member's flags (APPNOTE 4.4.4)
_LOCAL_HEADER = 30  # bytes before a member's name (APPNOTE 4.3.7)
_ENTRY_BYTES = 1024  # of a member in the directory: 46, its name, and its remarks; names have under 255 characters
_TAIL = 22 + 2**16  # the end record and the longest remark after it (APPNOTE 4.3.16)
_LONGEST_NAME = 512  # characters of a path that is shown


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What a ZIP file may be, and unpack to."""

    archive_bytes: int = 4 * 2**30
    """Of one ZIP file, or one request with several files: an archive is sent in parts of this size."""

    members: int = 200_000
    """The largest archive asked about has a hundred thousand documents."""

    member_bytes: int = 256 * 2**20
    """Of one file, unpacked: what a document may have."""

    unpacked_bytes: int = 64 * 2**30
    """Of all files together, unpacked."""

    ratio: int = 200
    """Unpacked to packed bytes of one file. Text packs 20 times, an empty scan 100 times, a bomb 1000 times."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP. ``index``: its place in the directory. ``refused``: why it will not be unpacked, or None."""

    index: int
    name: str
    refused: ScanledgerError | None


def is_zip(path: Path) -> bool:
    """Whether a file begins as a ZIP file does, an empty one too."""
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def members_of(path: Path, shown: str, limits: ArchiveLimits) -> list[Member]:
    """Every file in a ZIP, in the directory's order, without what systems leave there (``__MACOSX``, dot files).

    Raises LimitExceeded or DamagedInput, which name the ZIP as ``shown``, where all of it is refused.
    """
    _check_directory(path, shown, limits)
    with opened_zip(path, shown) as archive:
        infos = archive.infolist()
    if len(infos) > limits.members:
        raise LimitExceeded(f"{shown}: {len(infos)} files, more than {limits.members}; split it")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise LimitExceeded(f"{shown}: unpacks to {total} bytes, more than {limits.unpacked_bytes}; split it")
    _check_overlaps(infos, shown)
    seen: set[str] = set()
    members = []
    for index, info in enumerate(infos):
        if info.is_dir() or _left_by_systems(_path(info)):
            continue
        members.append(Member(index, shown_name(info.filename), _refusal(info, seen, limits)))
        seen.add(info.filename)
    return members


@contextmanager
def opened_zip(path: Path, shown: str) -> Iterator[zipfile.ZipFile]:
    """Raises DamagedInput, or InputError where it cannot be read."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise DamagedInput(f"{shown}: {error}; pack the archive anew") from error
    except OSError as error:
        raise InputError(f"{shown}: {error.strerror or error}; check that it may be read") from error
    with archive:
        yield archive


def unpack_member(archive: zipfile.ZipFile, index: int, target: Path, limits: ArchiveLimits) -> tuple[str, int]:
    """Write a member to ``target``; its SHA-256 and size. Raises InputError; ``target`` may then be there in part."""
    info = archive.infolist()[index]
    name = shown_name(info.filename)
    most = min(limits.member_bytes, _most_unpacked(info, limits))
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as unpacked:
        for piece in _pieces(archive, info, name):
            size += len(piece)
            if size > most:
                raise LimitExceeded(f"{name}: unpacks to more than {most} bytes; leave it out")
            digest.update(piece)
            unpacked.write(piece)
    if not size:
        raise EmptyInput(f"{name}: the file is empty; leave it out")
    return digest.hexdigest(), size


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(info) as packed:
            while piece := packed.read(_CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise DamagedInput(f"{name}: cannot be unpacked ({error}); pack the archive anew") from error


def shown_name(name: str) -> str:
    """A member's path as people may see it: a label, never a place to write to."""
    clean = "".join(char for char in name if char.isprintable()).strip()
    return clean[-_LONGEST_NAME:] or "unnamed"


def _refusal(info: zipfile.ZipInfo, seen: set[str], limits: ArchiveLimits) -> ScanledgerError | None:
    """The first reason not to unpack a member."""
    path = _path(info)
    ending = path.suffix.lower()
    reasons: tuple[tuple[bool, type[ScanledgerError], str], ...] = (
        (
            path.is_absolute() or ".." in path.parts,
            InputError,
            "its name leads out of the archive; pack the archive anew",
        ),
        (info.filename in seen, InputError, "the archive has two files of this name; give each its own"),
        (stat.S_ISLNK(info.external_attr >> 16), UnsupportedInput, "a link, no file; pack what it leads to"),
        (bool(info.flag_bits & _ENCRYPTED), EncryptedInput, "encrypted; pack it without a password"),
        (ending == ".zip", UnsupportedInput, "a ZIP inside a ZIP is not opened; send it by itself"),
        (ending not in ENDINGS, UnsupportedInput, "neither a PDF, a picture nor a text dump; leave it out"),
        (info.compress_type not in _METHODS, UnsupportedInput, "packed otherwise than by deflate; pack it anew"),
        (
            info.file_size > limits.member_bytes,
            LimitExceeded,
            f"unpacks to more than {limits.member_bytes} bytes; split the file",
        ),
        (
            info.file_size > _most_unpacked(info, limits),
            LimitExceeded,
            f"unpacks to more than {limits.ratio} times its size; leave it out",
        ),
    )
    return next((kind(f"{shown_name(info.filename)}: {why}") for holds, kind, why in reasons if holds), None)


def _most_unpacked(info: zipfile.ZipInfo, limits: ArchiveLimits) -> int:
    return max(info.compress_size * limits.ratio, _HARMLESS)


def _left_by_systems(path: PurePosixPath) -> bool:
    last = path.name
    return not last or path.parts[0] == "__MACOSX" or (last.startswith(".") and last != "..")


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _check_overlaps(infos: list[zipfile.ZipInfo], shown: str) -> None:
    """Members that share bytes are how a small file unpacks to more than any ratio betrays."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    if ordered and ordered[0].header_offset < 0:
        raise DamagedInput(f"{shown}: some of it is missing; pack the archive anew")
    for one, following in pairwise(ordered):
        if one.header_offset + _LOCAL_HEADER + one.compress_size > following.header_offset:
            names = f"{shown_name(one.filename)} and {shown_name(following.filename)}"
            raise DamagedInput(f"{shown}: {names} share bytes; pack the archive anew")


def _check_directory(path: Path, shown: str, limits: ArchiveLimits) -> None:
    """Refuse a directory that is larger than the limit of members allows, before anybody reads it into memory."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
            at = tail.rfind(b"PK\x05\x06")
            if at < 0 or len(tail) < at + 22:
                raise DamagedInput(f"{shown}: the end of the ZIP file is missing; send it whole")
            members, length = struct.unpack_from("<HL", tail, at + 10)
            place = tail.rfind(b"PK\x06\x07", 0, at)
            if place >= 0 and len(tail) >= place + 16:
                file.seek(struct.unpack_from("<Q", tail, place + 8)[0])
                record = file.read(56)
                if len(record) == 56 and record.startswith(b"PK\x06\x06"):
                    members, length = struct.unpack_from("<QQ", record, 32)
    except OSError as error:
        raise InputError(f"{shown}: {error.strerror or error}; check that it may be read") from error
    if members > limits.members or length > limits.members * _ENTRY_BYTES:
        raise LimitExceeded(f"{shown}: {members} files, more than {limits.members}; split it")
