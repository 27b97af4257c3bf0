"""Bytes by their SHA-256, in a folder or in S3-compatible storage. What is there is never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem
from fsspec.spec import AbstractFileSystem

from models.errors import StorageError

CHUNK = 2**20
"""Bytes that are copied or hashed at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Blobs:
    """A store of bytes under ``root``; ``work`` is a local folder where copies may lie."""

    system: AbstractFileSystem
    root: str
    work: Path

    @staticmethod
    def at(address: str, work: Path) -> Blobs:
        """``address`` is a folder, or a URL that fsspec knows (``s3://bucket/prefix``).

        Raises StorageError for one that cannot be had.
        """
        try:
            # What another machine has just stored must be seen: listings are not remembered.
            system, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
            system.makedirs(root, exist_ok=True)
            work.mkdir(parents=True, exist_ok=True)
        except (OSError, ImportError, ValueError) as error:
            raise StorageError(f"{address}: {error}; name a folder or a store that may be written to") from error
        return Blobs(system, root, work)

    def take(self, path: Path, sha256: str) -> None:
        """Keep a local file, which is moved away or removed. It is on the disk, or in the store, when this returns."""
        place = self._place(sha256)
        if self.system.exists(place):
            path.unlink()
        elif isinstance(self.system, LocalFileSystem):
            _move_durably(path, Path(place))
        else:
            self.system.put_file(str(path), place)
            path.unlink()

    def put(self, data: bytes) -> str:
        """Keep bytes; their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.system.exists(self._place(sha256)):
            path = self.work / f"{sha256}.{os.getpid()}.{id(data):x}.part"
            path.write_bytes(data)
            self.take(path, sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        """All the bytes. Raises StorageError where they are not there."""
        try:
            data = self.system.cat_file(self._place(sha256))
        except OSError as error:
            raise StorageError(f"the stored file {sha256} cannot be read ({error}); restore it") from error
        assert isinstance(data, bytes)
        return data

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces."""
        with self.system.open(self._place(sha256), "rb") as file:
            while piece := file.read(CHUNK):
                yield piece

    def exists(self, sha256: str) -> bool:
        return bool(self.system.exists(self._place(sha256)))

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """A path where the bytes can be read while the block lasts."""
        if isinstance(self.system, LocalFileSystem):
            yield Path(self._place(sha256))
            return
        copy = self.work / f"{uuid4().hex}.copy"
        try:
            self.system.get_file(self._place(sha256), str(copy))
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    def remove(self, sha256: str) -> None:
        if self.exists(sha256):
            self.system.rm_file(self._place(sha256))

    def _place(self, sha256: str) -> str:
        return f"{self.root}/{sha256[:2]}/{sha256}"


def _move_durably(path: Path, place: Path) -> None:
    """Rename, with the file's bytes and the folder's entry on the disk before and after."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(place)
    for folder in (place.parent, place.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
