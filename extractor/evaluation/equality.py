"""When two leaves say the same."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# No leading zero: 007 is a code, and not the number 7.
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def folded(text: str) -> str:
    """Compatibility forms made plain (full width, superscripts) and all spaces gone: layout, not content."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def same(expected: str | None, got: str | None) -> bool:
    """Numbers by value (``0`` is ``0.00``), texts folded; null and the empty text are alike nothing."""
    first, second = folded(expected or ""), folded(got or "")
    if first == second:
        return True
    return bool(_NUMBER.fullmatch(first) and _NUMBER.fullmatch(second)) and Decimal(first) == Decimal(second)
