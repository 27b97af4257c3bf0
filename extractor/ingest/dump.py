"""Text dumps of a PDF's text layer, in the encodings that are met."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from extractor.ingest.limits import Limits
from models.errors import DamagedInput, EmptyInput, LimitExceeded, UnsupportedInput
from models.page import DumpPage

# Control characters that text may hold: tab, line feed, vertical tab, form feed, carriage return, and the
# escape and separator characters that some producers leave in.
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f\x85")

# Share of other control characters above which bytes are not text: a dump of a broken font holds a few.
_MAX_CONTROL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class DumpSource:
    """The pages of a dump."""

    dump_pages: tuple[DumpPage, ...]
    notes: tuple[str, ...] = ()

    @property
    def page_count(self) -> int:
        return len(self.dump_pages)

    def page(self, number: int) -> DumpPage:
        return self.dump_pages[number - 1]

    def close(self) -> None:
        """Nothing to release."""


def open_dump(data: bytes, filename: str, limits: Limits) -> DumpSource:
    """A dump's pages: form feeds part them; without any, the dump is one page."""
    text = decode(data, filename)
    if not text.strip():
        raise EmptyInput(f"{filename}: the file holds nothing but blanks; dump the PDF's text again")
    lines = len(text.splitlines())
    if len(text) > limits.max_dump_chars or lines > limits.max_dump_lines:
        raise LimitExceeded(
            f"{filename}: {len(text)} characters in {lines} lines, more than {limits.max_dump_chars} or "
            f"{limits.max_dump_lines}; split the file at a page"
        )
    pages = split_pages(text)
    if len(pages) > limits.max_pages:
        raise LimitExceeded(
            f"{filename}: {len(pages)} pages, more than {limits.max_pages}; split the file or raise max_pages"
        )
    return DumpSource(tuple(DumpPage(number, lines) for number, lines in enumerate(pages, start=1)))


def split_pages(text: str) -> list[tuple[str, ...]]:
    """The lines of each page. A form feed at the very end ends the last page and starts none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return [tuple(page.removesuffix("\n").split("\n")) for page in pages]


def decode(data: bytes, filename: str) -> str:
    """UTF-8, UTF-16 (by its mark, or by its zero bytes) or GB18030. A last character cut in two is dropped."""
    for encoding in _encodings_to_try(data):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text.removeprefix("\ufeff")
        raise UnsupportedInput(f"{filename}: named .txt but holds no text; give the original file under its own name")
    raise DamagedInput(f"{filename}: the text is neither UTF-8, UTF-16 nor GB18030; save it again as UTF-8")


def _encodings_to_try(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" in data[:4096]:
        # The high byte of an ASCII character (digits, line ends) is zero: first in big-endian order.
        return ("utf-16-be",) if data[0:4096:2].count(0) > data[1:4096:2].count(0) else ("utf-16-le",)
    return ("utf-8", "gb18030")


def _is_text(text: str) -> bool:
    controls = sum(1 for char in text if char < " " and char not in _TEXT_CONTROLS)
    return controls <= _MAX_CONTROL_SHARE * len(text)
