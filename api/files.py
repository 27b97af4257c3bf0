"""Files in and out: whole inputs into memory, outputs that are there completely or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from models.errors import InputError, LimitExceeded, OutputError


def read_input(path: Path, max_bytes: int) -> bytes:
    """All of a file's bytes.

    Raises:
        InputError: there is no such file, or it cannot be read; the message names it.
        LimitExceeded: it is larger than ``max_bytes``; nothing of it was read.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise LimitExceeded(f"{path}: {size} bytes, more than {max_bytes}; split the file")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the name and that you may read it") from error


def prepare_folder(path: Path) -> None:
    """Make a folder for outputs, before hours of reading go into results that nothing can take."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; choose a folder that you may write to") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file under another name beside it and rename it: nobody ever sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; nothing was written") from error
    finally:
        part.unlink(missing_ok=True)
