"""Cleaning text that was set in cells: layout spaces, line breaks, full-width digits."""

from __future__ import annotations

import re
import unicodedata

_LATIN_GAP = re.compile(r"(?<=[A-Za-z])([,.;:!?]?)\s+(?=[A-Za-z])")
# A space that a latin sentence needs is parked on this character while all other spaces go.
_PARKED = "\x00"
_WIDE_DIGITS = {ord("０") + i: str(i) for i in range(10)}
_WIDE_SIGNS = str.maketrans({"％": "%", "．": ".", "，": ",", "＋": "+", "－": "-"})
# Full-width signs belong to a number only where digits stand on the sides that a number has there. A comma must
# set off exactly three digits, because ，between figures is also the comma of a sentence.
_SIGN_IN_NUMBER = re.compile(r"(?<=\d)％|(?<=\d)．(?=\d)|(?<=\d)，(?=\d{3}(?!\d))")


def clean_text(text: str) -> str:
    """One line without layout spaces; a single space stays between latin words. Empty for a blank."""
    spaced = _LATIN_GAP.sub(rf"\1{_PARKED}", text.replace(_PARKED, " ").strip())
    joined = "".join(char for char in spaced if not char.isspace() and char not in "\u200b\ufeff")
    narrow = joined.replace(_PARKED, " ").translate(_WIDE_DIGITS)
    return _SIGN_IN_NUMBER.sub(lambda match: match.group().translate(_WIDE_SIGNS), narrow)


def fold(text: str) -> str:
    """The compatibility form without any space: what a number's grammar reads."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())
