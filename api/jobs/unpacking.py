"""What becomes of a ZIP file that was accepted: documents, a few at a time, so that reading begins at once."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from api.archives.zips import ArchiveLimits, opened_zip, unpack_member
from api.storage import Blobs
from api.storage.database import looking, writing
from api.storage.packed import PackedItem, Unpacked, archive_wanted, enter_unpacked, mark_unpacked, packed_items
from models.errors import InputError

_AT_ONCE = 20
"""Members that become documents in one transaction: a tenth of a second's unpacking."""


@dataclass(frozen=True, slots=True, eq=False)
class UnpackingJob:
    """Takes the documents of a batch out of its ZIP files. Stopped anywhere, it goes on there when called again."""

    database: Engine
    blobs: Blobs
    limits: ArchiveLimits

    def __call__(self, batch: str) -> None:
        with looking(self.database) as connection:
            left = packed_items(connection, batch)
        wanted = True
        archives = list(dict.fromkeys(item.archive for item in left))
        for archive, items in groupby(left, key=lambda item: item.archive):
            wanted = wanted and self._unpacked(batch, archive, list(items))
        with writing(self.database) as connection:
            mark_unpacked(connection, batch)
            done_with = [archive for archive in archives if not archive_wanted(connection, archive)]
        for archive in done_with:
            self.blobs.remove(archive)

    def _unpacked(self, batch: str, sha256: str, items: list[PackedItem]) -> bool:
        """Whether the batch still wants more."""
        with self.blobs.local(sha256) as path, opened_zip(path, sha256) as archive:
            for start in range(0, len(items), _AT_ONCE):
                made = list(self._made(archive, items[start : start + _AT_ONCE]))
                with writing(self.database) as connection:
                    if not enter_unpacked(connection, batch, made):
                        return False
        return True

    def _made(self, archive: zipfile.ZipFile, items: list[PackedItem]) -> Iterator[Unpacked]:
        for item in items:
            path = self.blobs.work / f"{uuid4().hex}.member"
            try:
                yield self._stored(archive, item, path)
            except InputError as error:
                yield Unpacked(item, error_code=error.code, error=str(error))
            finally:
                path.unlink(missing_ok=True)

    def _stored(self, archive: zipfile.ZipFile, item: PackedItem, path: Path) -> Unpacked:
        sha256, size = unpack_member(archive, item.member, path, self.limits)
        self.blobs.take(path, sha256)
        return Unpacked(item, sha256, size)
