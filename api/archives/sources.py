"""Where an archive's files come from: a folder, a ZIP file, or a list of paths."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from models.errors import DamagedInput, InputError, LimitExceeded, UsageError

ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})

_CHUNK = 2**20  # bytes unpacked at once


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a ZIP file may unpack to: it says itself how much, and may lie, so what comes out is counted."""

    members: int = 200_000
    """The largest archive asked about has a hundred thousand documents."""

    member_bytes: int = 2**30
    """Of one file: four times what a document may have."""

    ratio: int = 200
    """Unpacked to packed bytes of one file. Text packs 20 times, an empty scan 100 times, a bomb 1000 times."""


def open_source(path: Path, limits: ZipLimits | None = None) -> AnySource:
    """Raises UsageError for a path that is none of the three, DamagedInput for a ZIP file that cannot be opened."""
    if path.is_dir():
        return FolderSource(path)
    if not path.is_file():
        raise UsageError(f"{path}: there is no such folder or file; name a folder, a ZIP file or a list of paths")
    if zipfile.is_zipfile(path):
        return ZipSource(path, limits or ZipLimits())
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


@dataclass(frozen=True, slots=True)
class ZipSource:
    """The documents in a ZIP file, each unpacked when its turn comes and removed afterwards."""

    path: Path
    limits: ZipLimits

    def names(self) -> list[str]:
        with self._opened() as archive:
            members = archive.infolist()
        if len(members) > self.limits.members:
            raise LimitExceeded(f"{self.path}: {len(members)} files, more than {self.limits.members}; split it")
        named = [member.filename for member in members if not member.is_dir()]
        return sorted({name for name in named if _is_document(PurePosixPath(name).name)})

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        with TemporaryDirectory() as folder, self._opened() as archive:
            path = Path(folder) / f"member{PurePosixPath(name).suffix}"  # never a path that the archive chose
            self._unpack(archive, name, path)
            yield path

    def _unpack(self, archive: zipfile.ZipFile, name: str, path: Path) -> None:
        member = archive.getinfo(name)
        most = min(self.limits.member_bytes, max(member.compress_size, 1) * self.limits.ratio)
        size = 0
        try:
            with archive.open(member) as packed, path.open("wb") as unpacked:
                while piece := packed.read(_CHUNK):
                    size += len(piece)
                    if size > most:
                        raise LimitExceeded(f"{name}: unpacks to more than {most} bytes; leave it out")
                    unpacked.write(piece)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise DamagedInput(f"{name}: cannot be unpacked ({error}); pack the archive anew") from error

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                yield archive
        except zipfile.BadZipFile as error:
            raise DamagedInput(f"{self.path}: {error}; pack the archive anew") from error
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror or error}; check that it may be read") from error


AnySource = FolderSource | ZipSource | ListSource
"""An archive. ``names()``: every file that may be a document, in a stable order, each once. ``local(name)``: a context
in which that file is at a path; raises InputError, or OSError, where it cannot be had."""


def _is_document(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in ENDINGS
