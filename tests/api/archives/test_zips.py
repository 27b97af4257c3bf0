"""ZIP files as strangers make them."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from api.archives.zips import ArchiveLimits, is_zip, members_of, opened_zip, unpack_member
from models.errors import DamagedInput, EmptyInput, LimitExceeded, ScanledgerError

LIMITS = ArchiveLimits()


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def refusals(path: Path, limits: ArchiveLimits = LIMITS) -> dict[str, str]:
    """The code of each member's refusal, empty where there is none."""
    return {one.name: one.refused.code if one.refused else "" for one in members_of(path, "all.zip", limits)}


def unpacked(path: Path, name: str, target: Path, limits: ArchiveLimits = LIMITS) -> tuple[str, int]:
    member = next(one for one in members_of(path, "all.zip", limits) if one.name == name)
    with opened_zip(path, "all.zip") as archive:
        return unpack_member(archive, member.index, target, limits)


def test_a_member_comes_out_whole_with_its_hash(tmp_path: Path) -> None:
    data = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(60_000))
    path = packed(tmp_path / "all.zip", {"2023/决算.pdf": data})
    assert unpacked(path, "2023/决算.pdf", tmp_path / "out") == (hashlib.sha256(data).hexdigest(), len(data))
    assert (tmp_path / "out").read_bytes() == data


def test_what_systems_leave_in_archives_is_passed_over(tmp_path: Path) -> None:
    files = {"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a/.hidden.pdf": b"x", "a/b.pdf": b"x", "empty/": b""}
    assert refusals(packed(tmp_path / "all.zip", files)) == {"a/b.pdf": ""}


def test_each_trick_is_refused_by_itself_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.pdf", b"good")
        archive.writestr("../../evil.pdf", b"x")
        archive.writestr("/etc/evil.pdf", b"x")
        archive.writestr(r"..\\evil.pdf", b"x")
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("more.zip", b"PK")
        archive.writestr("notes.docx", b"x")
        archive.writestr("bomb.txt", b"\0" * 5_000_000)
        archive.writestr(zipfile.ZipInfo("odd.pdf"), b"x" * 99, zipfile.ZIP_LZMA)
    assert refusals(path) == {
        "good.pdf": "",
        "../../evil.pdf": "input_error",
        "/etc/evil.pdf": "input_error",
        r"..\\evil.pdf": "input_error",
        "link.pdf": "unsupported_input",
        "more.zip": "unsupported_input",
        "notes.docx": "unsupported_input",
        "bomb.txt": "limit_exceeded",
        "odd.pdf": "unsupported_input",
    }


def test_of_two_files_with_one_name_the_second_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.pdf", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.pdf", b"two")
    found = members_of(tmp_path / "all.zip", "all.zip", LIMITS)
    assert [one.refused is None for one in found] == [True, False]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": b"some bytes"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # the flags in the directory
    path.write_bytes(data)
    assert refusals(path) == {"a.pdf": "encrypted_input"}


def test_members_that_share_bytes_are_refused_with_all_the_archive(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": b"a" * 1000, "b.pdf": b"b" * 1000}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 10)  # where the directory says that its bytes begin
    path.write_bytes(data)
    with pytest.raises(DamagedInput, match="share bytes"):
        members_of(path, "all.zip", LIMITS)


def test_a_directory_that_lies_about_its_length_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {f"{number}.pdf": b"x" for number in range(50)})
    with pytest.raises(LimitExceeded, match="50 files"):
        members_of(path, "all.zip", ArchiveLimits(members=49))
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, len(data) - 14, 1, 1)
    path.write_bytes(data)
    with pytest.raises(LimitExceeded, match="more than 2"):
        members_of(path, "all.zip", ArchiveLimits(members=2))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {f"{number}.pdf": bytes(1000) for number in range(9)})
    with pytest.raises(LimitExceeded, match="9000 bytes"):
        members_of(path, "all.zip", ArchiveLimits(unpacked_bytes=8999))


def test_a_member_that_is_larger_than_it_says_does_not_come_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": bytes(100_000)})
    data = path.read_bytes().replace(struct.pack("<L", 100_000), struct.pack("<L", 500))
    path.write_bytes(data)
    with pytest.raises(DamagedInput, match="cannot be unpacked"):
        unpacked(path, "a.pdf", tmp_path / "out")
    assert (tmp_path / "out").stat().st_size <= 500


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"some bytes", b"same bytes"),
        lambda data: data[:-10],
        lambda data: data[:40] + data[80:],
        lambda data: data[:0] + b"PK\x05\x06",
        lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09"),
    ],
)
def test_a_broken_archive_is_told_so(tmp_path: Path, spoil: object) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": b"some bytes" + bytes(90)}, zipfile.ZIP_STORED)
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert is_zip(path)
    with pytest.raises(ScanledgerError, match=r"pack the archive anew|send it whole"):
        unpacked(path, "a.pdf", tmp_path / "out")


def test_an_empty_member_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": b""})
    with pytest.raises(EmptyInput, match="empty"):
        unpacked(path, "a.pdf", tmp_path / "out")


def test_what_comes_out_is_counted(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"a.pdf": b"x" * 3000})
    with opened_zip(path, "all.zip") as archive, pytest.raises(LimitExceeded, match="more than 100 bytes"):
        unpack_member(archive, 0, tmp_path / "out", ArchiveLimits(member_bytes=100))
