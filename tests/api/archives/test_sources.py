from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from api.archives import open_source
from models.errors import UnsupportedInput, UsageError


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
        archive.writestr("readme.md", "no document")
    source = open_source(tmp_path / "all.zip")
    assert source.names() == ["2023/决算.pdf", "readme.md"]
    with source.local("2023/决算.pdf") as path:
        assert path.read_text() == "inside"
    assert not path.exists()
    with pytest.raises(UnsupportedInput, match="readme"), source.local("readme.md"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing-here"):
        open_source(tmp_path / "nothing-here")
