"""PDFs, with or without a text layer."""

from __future__ import annotations

from dataclasses import dataclass

import pymupdf
from pymupdf import mupdf

from extractor.ingest.limits import Limits
from models.errors import DamagedInput, EmptyInput, EncryptedInput, LimitExceeded, PageError
from models.page import PdfPage

# What MuPDF's bindings raise on broken files: FileDataError is a RuntimeError, the engine's own errors are not.
_PDF_ERRORS = (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError, KeyError, TypeError, AttributeError)

CACHED_PAGES = 32
"""Fonts are kept for so many pages: to load them anew for each page takes ten times as long as to read its layer."""


@dataclass(frozen=True, slots=True)
class PdfSource:
    """The pages of an open PDF."""

    document: pymupdf.Document
    limits: Limits
    page_count: int
    notes: tuple[str, ...] = ()

    def page(self, number: int) -> PdfPage:
        try:
            handle = self.document.load_page(number - 1)
            if number % CACHED_PAGES == 0 or handle.get_images():
                # What MuPDF cached for the pages before: without this a long scan grows by its store, 256 MB.
                pymupdf.TOOLS.store_shrink(100)
            width, height = float(handle.rect.width), float(handle.rect.height)
            excess = _excess(handle, self.limits)
        except _PDF_ERRORS as error:
            raise PageError(number, "loading", f"the page is damaged ({error}); print the PDF anew") from error
        if excess:
            raise PageError(number, "loading", f"{excess}; print the page to a common paper size at 200 to 300 dpi")
        return PdfPage(number, width, height, handle)

    def close(self) -> None:
        if not self.document.is_closed:
            self.document.close()


def open_pdf(data: bytes, filename: str, limits: Limits) -> PdfSource:
    """Open a PDF, mended where MuPDF can mend it. An empty user password opens; any other is asked for."""
    # MuPDF prints what it repairs; standard output belongs to the result. Its switch is the process's.
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except _PDF_ERRORS as error:
        raise DamagedInput(f"{filename}: the PDF is truncated or corrupt; copy or print it again") from error
    try:
        page_count = _checked_page_count(document, data, filename, limits)
        source = PdfSource(document, limits, page_count, _notes(document))
        _refuse_if_no_page_fits(source, filename)
    except BaseException:
        document.close()
        raise
    return source


def _checked_page_count(document: pymupdf.Document, data: bytes, filename: str, limits: Limits) -> int:
    if document.needs_pass and not document.authenticate(""):
        raise EncryptedInput(f"{filename}: the PDF needs a password; save it without one")
    try:
        page_count = int(document.page_count)
    except _PDF_ERRORS as error:
        raise DamagedInput(f"{filename}: the PDF's list of pages is corrupt; copy or print it again") from error
    if page_count == 0:
        if document.is_repaired or b"%%EOF" not in data[-2048:]:
            raise DamagedInput(f"{filename}: the PDF is truncated or corrupt; copy or print it again")
        raise EmptyInput(f"{filename}: the PDF has no pages; print it again")
    if page_count > limits.max_pages:
        raise LimitExceeded(
            f"{filename}: {page_count} pages, more than {limits.max_pages}; split the file or raise max_pages"
        )
    return page_count


def _refuse_if_no_page_fits(source: PdfSource, filename: str) -> None:
    """A document whose every page is refused is refused as a whole; one good page is enough to go on."""
    first: PageError | None = None
    for number in range(1, source.page_count + 1):
        try:
            source.page(number)
        except PageError as error:
            first = first or error
        else:
            return
    if first is None:
        return
    if first.__cause__ is None:
        raise LimitExceeded(f"{filename}: {first}")
    raise DamagedInput(f"{filename}: {first}") from first


def _excess(page: pymupdf.Page, limits: Limits) -> str | None:
    """Why a page is refused: its own size, or the size that its pictures' headers give. Decodes nothing."""
    if excess := limits.excess_pt(page.rect.width, page.rect.height):
        return excess
    for picture in page.get_images(full=True):
        if excess := limits.excess_px(int(picture[2]), int(picture[3])):
            return f"a picture of {excess}"
    return None


def _notes(document: pymupdf.Document) -> tuple[str, ...]:
    return ("the PDF was damaged and had to be repaired; pages may be missing",) if document.is_repaired else ()
