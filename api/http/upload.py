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
"""Bytes that a request may have beside the file: boundaries, headers of parts, other small fields."""

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
    """Write the part called ``file`` to ``folder``. Nothing of it is left there where this raises.

    Raises:
        Trouble: the request is not multipart, is broken, or has no such part.
        LimitExceeded: it is larger than ``max_bytes``; the rest is not read.
        EmptyInput: the file has no bytes.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        detail = "send the file as multipart/form-data in a field called 'file'"
        raise Trouble(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_multipart", detail)
    path = folder / f"{uuid4().hex}.upload"
    taking = _Taking(path, max_bytes)
    try:
        await _fed(taking, request, boundary, max_bytes)
        return taking.upload()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        taking.close()


async def _fed(taking: _Taking, request: Request, boundary: bytes, max_bytes: int) -> None:
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
            if taken > max_bytes + _OVERHEAD:
                raise _too_large(max_bytes)
            parser.write(piece)
        parser.finalize()
    except MultipartParseError as error:
        raise Trouble(HTTPStatus.BAD_REQUEST, "broken_multipart", f"the body is not whole: {error}") from error


@dataclass(slots=True)
class _Taking:
    """The state of an upload that is under way: the headers of the current part, and the file so far."""

    path: Path
    max_bytes: int
    filename: str = ""
    found: bool = False
    whole: bool = False
    size: int = 0
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    _file: int = -1
    _name: bytes = b""
    _value: bytes = b""
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _inside: bool = False

    def begin(self) -> None:
        self._headers, self._inside = {}, False

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if options.get(b"name") != FIELD or self.found:
            return
        self.found = self._inside = True
        self.filename = _base_name(options.get(b"filename", b"").decode("utf-8", "replace"))
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def data(self, data: bytes, start: int, end: int) -> None:
        if not self._inside:
            return
        piece = data[start:end]
        self.size += len(piece)
        if self.size > self.max_bytes:
            raise _too_large(self.max_bytes)
        self._digest.update(piece)
        while piece:
            piece = piece[os.write(self._file, piece) :]

    def end(self) -> None:
        self.whole = self.whole or self._inside
        self._inside = False

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def upload(self) -> Upload:
        if not self.found or not self.whole:
            detail = "there is no field called 'file' with a file in it"
            raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "no_file", detail)
        if not self.size:
            raise EmptyInput(f"{self.filename}: the file is empty; send it again")
        return Upload(self.path, self.filename, self._digest.hexdigest(), self.size)


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(f"the file has more than {max_bytes} bytes; split it")


def _base_name(name: str) -> str:
    """The last part of a name, whichever way its sender writes paths, without what no name may hold."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    clean = "".join(char for char in last if char.isprintable()).strip()
    return clean[-_LONGEST_NAME:] or "unnamed"
