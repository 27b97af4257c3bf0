from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from api.archives import open_source
from api.archives.sources import ZipLimits
from models.errors import DamagedInput, LimitExceeded, UsageError


def test_a_folder_gives_its_documents_by_path(tmp_path: Path) -> None:
    for name in ("b.pdf", "2023/a.PDF", "2023/notes.docx", ".hidden/c.pdf", "2023/.d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    source = open_source(tmp_path)
    assert source.names() == ["2023/a.PDF", "b.pdf"]
    with source.local("b.pdf") as path:
        assert path.read_text() == "b.pdf"


def test_a_list_gives_its_lines_once_each(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("a")
    (tmp_path / "list.txt").write_text("# what is to be read\na.pdf\n\nb/c.tif\na.pdf\n")
    source = open_source(tmp_path / "list.txt")
    assert source.names() == ["a.pdf", "b/c.tif"]
    with source.local("a.pdf") as path:
        assert path.read_text() == "a"


def test_a_zip_gives_its_documents_and_unpacks_one_at_a_time(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("2023/决算.pdf", "inside")
        archive.writestr("../../evil.pdf", "outside")
        archive.writestr("readme.md", "no document")
    source = open_source(tmp_path / "all.zip")
    assert source.names() == ["../../evil.pdf", "2023/决算.pdf"]
    for name, text in (("2023/决算.pdf", "inside"), ("../../evil.pdf", "outside")):
        with source.local(name) as path:
            assert path.read_text() == text
        assert not path.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 5_000_000)
    source = open_source(tmp_path / "bomb.zip", ZipLimits(ratio=100))
    with pytest.raises(LimitExceeded, match="unpacks to more"), source.local("bomb.txt"):
        pass


def test_too_many_files_are_refused_before_any_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.pdf", "")
    with pytest.raises(LimitExceeded, match="5 files"):
        open_source(tmp_path / "many.zip", ZipLimits(members=4)).names()


def test_a_member_whose_bytes_are_wrong_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.pdf", "some bytes that will be changed")
    data = (tmp_path / "all.zip").read_bytes().replace(b"some bytes", b"same bytes")
    (tmp_path / "all.zip").write_bytes(data)
    with pytest.raises(DamagedInput, match="cannot be unpacked"), open_source(tmp_path / "all.zip").local("a.pdf"):
        pass


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing-here"):
        open_source(tmp_path / "nothing-here")
