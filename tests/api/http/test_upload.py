from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from api.http.problems import Trouble
from api.http.upload import Upload, received
from models.errors import EmptyInput, LimitExceeded

BOUNDARY = "--a-boundary"
PART = (
    b'----a-boundary\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%s\r\n"
)
END = b"----a-boundary--\r\n"


def take(body: bytes, folder: Path, *, cut: int = 7, max_bytes: int = 10_000) -> Upload:
    """Hand a body over in pieces of ``cut`` bytes."""
    folder.mkdir(exist_ok=True)

    async def pieces() -> AsyncIterator[dict[str, object]]:
        for at in range(0, len(body), cut):
            yield {"type": "http.request", "body": body[at : at + cut], "more_body": at + cut < len(body)}

    source = pieces()

    async def receive() -> dict[str, object]:
        return await anext(source)

    headers = [(b"content-type", f"multipart/form-data; boundary={BOUNDARY}".encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)  # type: ignore[arg-type]
    return asyncio.run(received(request, folder, max_bytes))


@given(data=st.binary(min_size=1, max_size=300), cut=st.integers(1, 64))
def test_a_file_arrives_whole_however_it_is_cut(
    data: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("upload")
    upload = take(PART % (b"file", b"a.pdf", data) + END, folder, cut=cut)
    assert upload.path.read_bytes() == data
    assert (upload.sha256, upload.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("决算.pdf", "决算.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\scans\a.pdf", "a.pdf"),
        ("", "unnamed"),
        ("a\x07b.pdf", "ab.pdf"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(sent: str, kept: str, tmp_path: Path) -> None:
    name = sent.encode().replace(b"\\", b"\\\\")
    assert take(PART % (b"file", name, b"x") + END, tmp_path).filename == kept


def test_other_fields_are_passed_over(tmp_path: Path) -> None:
    body = PART % (b"note", b"n", b"no") + PART % (b"file", b"a.pdf", b"yes") + PART % (b"file", b"b.pdf", b"second")
    upload = take(body + END, tmp_path)
    assert (upload.filename, upload.path.read_bytes()) == ("a.pdf", b"yes")


def test_a_file_over_the_limit_is_refused_while_it_comes_in(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="100 bytes"):
        take(PART % (b"file", b"a.pdf", b"x" * 101) + END, tmp_path, max_bytes=100)
    assert list(tmp_path.iterdir()) == []


def test_a_body_of_other_fields_has_its_limit_too(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded):
        take(PART % (b"note", b"n", b"x" * 70_000) + END, tmp_path, cut=5000, max_bytes=100)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        take(PART % (b"file", b"a.pdf", b"") + END, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (PART % (b"other", b"a.pdf", b"x") + END, "no_file"),
        ((PART % (b"file", b"a.pdf", b"x" * 50))[:-20], "no_file"),
        (b"nothing of the kind", "broken_multipart"),
    ],
)
def test_a_body_without_a_whole_file_is_told_so(body: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        take(body, tmp_path)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []
