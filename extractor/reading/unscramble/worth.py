"""What each written character is worth to whoever reads it right, so that half-read forms can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from extractor.reading.unscramble.form import ReadingOrder
from extractor.reading.unscramble.written import Written

_LABEL, _DIGIT, _DASH = 2.0, 0.7, 2.0  # about what the scores of cells give for a character
_SHORTEST_PART = 3  # characters of a label's line that are no text by chance
_NUMBER = re.compile(r"[\d.,]+")
_TAILS = re.compile(r"[\d—]{1,6}[^\d.]{0,6}|[^\d.]{1,6}")


def worths(written: Written, order: ReadingOrder) -> Iterator[float]:
    """One worth a glyph, in the order in which they were written."""
    labels = {word for place in order.after for word in place.spec.words if place.spec.kind == "label"}
    whole = {cut for word in labels for cut in (word, word[:-1]) if cut}
    begun = {word[:end] for word in labels for end in range(_SHORTEST_PART, len(word))}
    lasts = {word[-1] for column in order.form.listings[0].columns for word in column.words}
    start = 0
    while start < len(written):
        end = written.run_end[start]
        text = written.text[start:end]
        if text in whole or (text in begun and _goes_on(written, start, end, whole)):
            yield from [_LABEL] * len(text)
        elif _NUMBER.fullmatch(text):
            yield from [_DIGIT] * len(text)
        elif _TAILS.fullmatch(text):
            yield from (_LABEL if c in lasts else _DASH if c == "—" else _DIGIT if c.isdigit() else 0.0 for c in text)
        else:
            yield from [0.0] * len(text)
        start = end


def _goes_on(written: Written, start: int, end: int, whole: Collection[str]) -> bool:
    """Whether a part of a label is followed by its rest, for names of indicators begin like labels, too."""
    part = written.text[start:end]
    return any(written.text.startswith(label, start) for label in whole if label.startswith(part))
