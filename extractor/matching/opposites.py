"""What keeps two labels apart however alike they look."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.matching.keys import distinctions

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Labels whose traits are remembered: the catalogue's wordings come up again with every label.
_REMEMBERED = 8192


def exclude(left: str, right: str) -> bool:
    """True where the labels cannot be one indicator: opposites, another kind of measure, another number.

    Both are printed keys.
    """
    a, b = _traits(left), _traits(right)
    return (
        a.negations != b.negations
        or (bool(a.numbers) and bool(b.numbers) and a.numbers != b.numbers)
        or (a.ending is not None and b.ending is not None and a.ending != b.ending)
        or any(b.choices.get(group, chosen) != chosen for group, chosen in a.choices.items())
    )


class _Traits:
    """What of a label's words must agree."""

    __slots__ = ("choices", "ending", "negations", "numbers")

    def __init__(self, key: str) -> None:
        words = distinctions()
        self.negations = frozenset(word for word in words.negations if word in key)
        self.numbers = frozenset(_NUMBER.findall(_YEAR.sub("", key)))
        self.ending = _ending(key)
        chosen = {group: frozenset(_same(word) for word in group if word in key) for group in words.exclusive}
        self.choices = {group: said for group, said in chosen.items() if said}


@lru_cache(maxsize=_REMEMBERED)
def _traits(key: str) -> _Traits:
    return _Traits(key)


def _ending(key: str) -> str | None:
    """The kind of measure that the longest fitting ending names."""
    found = [(len(word), kind) for kind, ends in distinctions().endings.items() for word in ends if key.endswith(word)]
    return max(found)[1] if found else None


def _same(word: str) -> str:
    return next((group[0] for group in distinctions().synonyms if word in group), word)
