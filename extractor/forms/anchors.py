"""Head labels inside running text: where each begins, where its value begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.forms.labels import LABEL_SIMILARITY, similarity
from models.form import Head

COLONS = frozenset(":：﹕︰;；")
# Without a colon, a label this long or longer is no accident: a shorter one (年度) is a word like others.
_SURE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """``head``'s label stands at ``start`` and its value begins at ``end``, offsets into a text without spaces."""

    head: Head
    start: int
    end: int
    label: str


def find_anchors(text: str, heads: Sequence[Head]) -> tuple[Anchor, ...]:
    """Labels that end in a colon, and a longer one that begins the text without; in order, not overlapping."""
    found = [anchor for head in heads for anchor in _of_head(text, head)]
    # The best spelt first, then the longest: 绩效自评年度 rather than the 年度 in it.
    found.sort(key=lambda pair: (-round(pair[0], 3), pair[1].start - pair[1].end, pair[1].start))
    chosen: list[Anchor] = []
    for _, anchor in found:
        if all(anchor.end <= other.start or anchor.start >= other.end for other in chosen):
            chosen.append(anchor)
    return tuple(sorted(chosen, key=lambda anchor: anchor.start))


def _of_head(text: str, head: Head) -> list[tuple[float, Anchor]]:
    found = []
    for label in head.labels:
        for stop in (index for index, char in enumerate(text) if char in COLONS):
            # A slip may lose or add a character.
            lengths = (len(label), len(label) - 1, len(label) + 1) if len(label) >= _SURE_LENGTH else (len(label),)
            for length in lengths:
                piece = text[max(0, stop - length) : stop]
                # A bracket before a label is the end of the last value; a dash may be a misread 一.
                if len(piece) == length and (piece[0].isalnum() or piece[0] in "-—"):
                    alike = similarity(piece, label)
                    if alike >= LABEL_SIMILARITY:
                        found.append((alike, Anchor(head, stop - length, stop + 1, text[stop - length : stop + 1])))
        if len(label) >= _SURE_LENGTH and text.startswith(label) and text[len(label) : len(label) + 1] not in COLONS:
            found.append((1.0, Anchor(head, 0, len(label), label)))
    return found


def tail_of(text: str, heads: Sequence[Head]) -> tuple[Head, str, str] | None:
    """For text that begins with the end of a label and a colon (``年度：``, ``度：2023``).

    Gives the head, the part of the label that must stand before it, and the part that is here with its colon.
    """
    stop = next((index for index, char in enumerate(text) if char in COLONS), None)
    if not stop:
        return None
    here = text[:stop]
    fitting = [
        (head, label[: -len(here)])
        for head in heads
        for label in head.labels
        if len(label) > len(here) and label.endswith(here)
    ]
    if not fitting:
        return None
    head, before = max(fitting, key=lambda pair: len(pair[1]))
    return head, before, text[: stop + 1]
