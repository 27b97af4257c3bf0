from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from api.storage import Blobs
from models.errors import StorageError

MEMORY = "memory://scanledger-blobs"


@pytest.fixture(params=["folder", "store"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """A local folder, and a store that is none: the two ways that differ."""
    return Blobs.at(str(tmp_path / "files") if request.param == "folder" else MEMORY, tmp_path / "work")


def test_bytes_come_back_under_their_sha256(kept: Blobs) -> None:
    data = "决算".encode()
    name = kept.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert kept.get(name) == data
    assert b"".join(kept.chunks(name)) == data
    with kept.local(name) as path:
        assert path.read_bytes() == data


def test_a_taken_file_leaves_nothing_behind(kept: Blobs) -> None:
    for _ in range(2):  # the second time the bytes are there already
        part = kept.work / "a.upload"
        part.write_bytes(b"once")
        kept.take(part, hashlib.sha256(b"once").hexdigest())
        assert list(kept.work.iterdir()) == []
    assert kept.get(hashlib.sha256(b"once").hexdigest()) == b"once"


def test_what_was_removed_is_gone_and_may_be_removed_again(kept: Blobs) -> None:
    name = kept.put(b"gone")
    kept.remove(name)
    kept.remove(name)
    assert not kept.exists(name)
    with pytest.raises(StorageError, match=name):
        kept.get(name)


def test_a_folder_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file/files"):
        Blobs.at(str(tmp_path / "file" / "files"), tmp_path / "work")
