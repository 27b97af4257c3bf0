"""A multipart upload, taken from the wire to the disk piece by piece, hashed and limited on its way."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath, PureWindowsPath
from uuid import uuid4

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.http.problems import Trouble
from models.errors import EmptyInput, LimitExceeded

FIELD = b"file"

_OVERHEAD = 64 * 2**10
"""Bytes that a request may have beside each file: boundaries, headers of parts, other small fields."""

_LONGEST_NAME = 255
"""Characters of a file's name, as file systems have it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that lies whole at ``path``."""

    path: Path
    filename: str
    sha256: str
    size: int


async def received(request: Request, folder: Path, max_bytes: int) -> Upload:
    """Write the first part called ``file`` to ``folder``. Nothing of it is left there where this raises.

    Raises:
        Trouble: the request is not multipart, is broken, or has no such part.
        LimitExceeded: it is larger than ``max_bytes``; the rest is not read.
        EmptyInput: the file has no bytes.
    """
    (upload,) = await received_all(request, folder, max_bytes, most=1)
    if not upload.size:
        upload.path.unlink()
        raise EmptyInput(f"{upload.filename}: the file is empty; send it again")
    return upload


async def received_all(request: Request, folder: Path, max_bytes: int, most: int) -> list[Upload]:
    """Write every part called ``file`` to ``folder``, empty ones too; after the first ``most`` they are passed over.

    Raises as :func:`received` does; ``max_bytes`` are of all files together.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        detail = "send the file as multipart/form-data in a field called 'file'"
        raise Trouble(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_multipart", detail)
    taking = _Taking(folder, max_bytes, most)
    try:
        await _fed(taking, request, boundary)
    except BaseException:
        taking.forget()
        raise
    if not taking.whole:
        taking.forget()
        detail = "there is no field called 'file' with a file in it"
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "no_file", detail)
    return taking.whole


async def _fed(taking: _Taking, request: Request, boundary: bytes) -> None:
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": taking.begin,
            "on_header_field": taking.header_field,
            "on_header_value": taking.header_value,
            "on_header_end": taking.header_end,
            "on_headers_finished": taking.headers_finished,
            "on_part_data": taking.data,
            "on_part_end": taking.end,
        },
    )
    taken = 0
    try:
        async for piece in request.stream():
            taken += len(piece)
            if taken > taking.max_bytes + _OVERHEAD * (1 + len(taking.whole)):
                raise _too_large(taking.max_bytes)
            parser.write(piece)
        parser.finalize()
    except MultipartParseError as error:
        raise Trouble(
            HTTPStatus.BAD_REQUEST, "broken_multipart", f"{error}; send it whole, under a short name"
        ) from error


@dataclass(slots=True)
class _File:
    """A file that is coming in."""

    path: Path
    filename: str
    descriptor: int
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)


@dataclass(slots=True)
class _Taking:
    """The state of an upload that is under way: the headers of the current part, its file, and those that are whole."""

    folder: Path
    max_bytes: int
    most: int
    whole: list[Upload] = field(default_factory=list)
    _size: int = 0
    _file: _File | None = None
    _name: bytes = b""
    _value: bytes = b""
    _headers: dict[bytes, bytes] = field(default_factory=dict)

    def begin(self) -> None:
        self._headers = {}

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if options.get(b"name") != FIELD or len(self.whole) >= self.most:
            return
        path = self.folder / f"{uuid4().hex}.upload"
        filename = _base_name(options.get(b"filename", b"").decode("utf-8", "replace"))
        self._file = _File(path, filename, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            return
        piece = data[start:end]
        self._size += len(piece)
        if self._size > self.max_bytes:
            raise _too_large(self.max_bytes)
        self._file.size += len(piece)
        self._file.digest.update(piece)
        while piece:
            piece = piece[os.write(self._file.descriptor, piece) :]

    def end(self) -> None:
        if self._file is not None:
            file = self._file
            self.close()
            self.whole.append(Upload(file.path, file.filename, file.digest.hexdigest(), file.size))

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file.descriptor)
            self._file = None

    def forget(self) -> None:
        """Leave nothing."""
        half = [self._file.path] if self._file else []
        self.close()
        for path in (*half, *(upload.path for upload in self.whole)):
            path.unlink(missing_ok=True)


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(f"what was sent has more than {max_bytes} bytes; split it")


def _base_name(name: str) -> str:
    """The last part of a name, whichever way its sender writes paths, without what no name may hold."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    clean = "".join(char for char in last if char.isprintable()).strip()
    return clean[-_LONGEST_NAME:] or "unnamed"
