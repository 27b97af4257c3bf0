"""The door: bytes in, lazily loaded pages out."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

from extractor.ingest import dump, pdf, picture
from extractor.ingest.limits import Limits
from extractor.ingest.sniff import MediaType, foreign_kind, media_type_of
from extractor.ingest.source import Source
from models.errors import EmptyInput, LimitExceeded, UnsupportedInput
from models.page import SourcePage


class Opened:
    """An input that was recognised. Use it as a context manager: its pages live until it is closed."""

    def __init__(self, media_type: MediaType, source: Source) -> None:
        self.media_type: str = media_type
        self._source = source

    @property
    def page_count(self) -> int:
        return self._source.page_count

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the whole input, in plain words: that it had to be repaired."""
        return self._source.notes

    def page(self, number: int) -> SourcePage:
        """Page ``number``, from 1. Raises ``PageError`` where it cannot be loaded."""
        return self._source.page(number)

    def pages(self) -> Iterator[SourcePage]:
        """The pages in order, each loaded when it is asked for and kept by nobody.

        ``next`` on this iterator raises ``PageError`` for a page that cannot be loaded, and goes on with the
        page after it when called again.
        """
        # A map, not a generator: a generator would end with the first exception.
        return map(self.page, range(1, self.page_count + 1))

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_input(data: bytes, filename: str, limits: Limits | None = None) -> Opened:
    """Recognise an input by its content and open it.

    ``filename`` is for messages, and tells a text dump by its ending ``.txt``.

    Raises the errors under ``InputError``: ``EmptyInput``, ``UnsupportedInput``, ``DamagedInput``,
    ``EncryptedInput``, ``LimitExceeded``.
    """
    limits = limits or Limits()
    if not data:
        raise EmptyInput(f"{filename}: the file is empty; check that it was copied completely")
    if len(data) > limits.max_bytes:
        raise LimitExceeded(
            f"{filename}: {len(data)} bytes, more than {limits.max_bytes}; split the file or raise max_bytes"
        )
    media_type = media_type_of(data, filename)
    if media_type is None:
        raise UnsupportedInput(f"{filename}: {_refusal(data)}")
    if media_type == "application/pdf":
        return Opened(media_type, pdf.open_pdf(data, filename, limits))
    if media_type == "text/plain":
        return Opened(media_type, dump.open_dump(data, filename, limits))
    return Opened(media_type, picture.open_picture(data, filename, limits))


def _refusal(data: bytes) -> str:
    kind = foreign_kind(data)
    if kind is None:
        return "not a PDF, PNG, JPEG or TIFF; a text dump's name must end in .txt"
    return f"{kind[0]}, which cannot be read; {kind[1]}"
