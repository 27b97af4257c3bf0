"""The one tree of errors. Each message names what failed and says what to do next.

::

    ScanledgerError
    ├── InputError            the bytes cannot be used
    │   ├── EmptyInput
    │   ├── UnsupportedInput  not a PDF, an image or a text dump
    │   ├── DamagedInput      truncated or corrupt
    │   ├── EncryptedInput
    │   └── LimitExceeded     too many pages, pixels or bytes
    ├── PageError             one page failed; the others go on
    ├── EngineError           an OCR engine is missing or failed
    ├── DataError             a catalogue, form definition, calibration or truth file is wrong
    ├── OutputError           a result cannot be written
    ├── StorageError          the database or the files cannot be reached
    └── UsageError            the command was called wrongly
"""

from __future__ import annotations


class ScanledgerError(Exception):
    """Anything scanledger raises on purpose. ``code`` is stable; the text is for people."""

    code = "error"


class InputError(ScanledgerError):
    """The input cannot be used at all."""

    code = "input_error"


class EmptyInput(InputError):
    code = "empty_input"


class UnsupportedInput(InputError):
    code = "unsupported_input"


class DamagedInput(InputError):
    code = "damaged_input"


class EncryptedInput(InputError):
    code = "encrypted_input"


class LimitExceeded(InputError):
    code = "limit_exceeded"


class PageError(ScanledgerError):
    """One page failed at one stage. It becomes a warning; the document goes on."""

    code = "page_failed"

    def __init__(self, page: int, stage: str, reason: str) -> None:
        super().__init__(f"page {page}: {stage} failed: {reason}")
        self.page = page
        self.stage = stage


class EngineError(ScanledgerError):
    code = "engine_error"


class DataError(ScanledgerError):
    code = "data_error"


class OutputError(ScanledgerError):
    code = "output_error"


class UsageError(ScanledgerError):
    code = "usage_error"


class StorageError(ScanledgerError):
    """What is kept cannot be reached: the database, or the files beside it."""

    code = "storage_error"
