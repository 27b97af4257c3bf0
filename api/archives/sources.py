"""Where an archive's files come from: a folder, a ZIP file, or a list of paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from api.archives.zips import ENDINGS, ArchiveLimits, Member, is_zip, members_of, opened_zip, unpack_member
from models.errors import UsageError


def open_source(path: Path, limits: ArchiveLimits | None = None) -> AnySource:
    """Raises UsageError for a path that is none of the three, DamagedInput for a ZIP file that cannot be opened."""
    if path.is_dir():
        return FolderSource(path)
    if not path.is_file():
        raise UsageError(f"{path}: there is no such folder or file; name a folder, a ZIP file or a list of paths")
    if is_zip(path):
        return ZipSource(path, limits or ArchiveLimits())
    return ListSource(path)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """All documents under a folder. Links are not followed out of it, and dot files are passed over."""

    folder: Path

    def names(self) -> list[str]:
        found: list[str] = []
        for place, folders, files in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            here = Path(place).relative_to(self.folder)
            found += [(here / name).as_posix() for name in files if _is_document(name)]
        return sorted(found)

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        yield self.folder / name


@dataclass(frozen=True, slots=True)
class ListSource:
    """A text file that names a file on each line, relative to where the list lies. Lines with ``#`` are remarks."""

    path: Path

    def names(self) -> list[str]:
        try:
            lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{self.path}: not a folder, a ZIP file or a UTF-8 list of paths ({error})") from error
        named = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return list(dict.fromkeys(named))

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        yield self.path.parent / name


@dataclass(frozen=True)
class ZipSource:
    """The files in a ZIP file, each unpacked when its turn comes and removed afterwards."""

    path: Path
    limits: ArchiveLimits

    def names(self) -> list[str]:
        return sorted(self._members)

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        member = self._members[name]
        if member.refused is not None:
            raise member.refused
        with TemporaryDirectory() as folder, opened_zip(self.path, str(self.path)) as archive:
            path = Path(folder) / f"member{PurePosixPath(name).suffix}"  # never a path that the archive chose
            unpack_member(archive, member.index, path, self.limits)
            yield path

    @cached_property
    def _members(self) -> dict[str, Member]:
        """By name; of two with one name the second, which is refused."""
        return {member.name: member for member in members_of(self.path, str(self.path), self.limits)}


AnySource = FolderSource | ZipSource | ListSource
"""An archive. ``names()``: every file that may be a document, in a stable order, each once. ``local(name)``: a context
in which that file is at a path; raises InputError, or OSError, where it cannot be had."""


def _is_document(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in ENDINGS
