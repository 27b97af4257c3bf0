"""Words of spanning columns that cannot stand beside one another: where no rule shows which rows a word speaks for, the
definition of the form often tells that it was given to the wrong ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from models.form import Listing


def ill_nested(texts: Mapping[str, str], listings: Sequence[Listing]) -> frozenset[str]:
    """The paths of both of every two such words. ``texts``: what the fields of a form say, by path.

    Each word of a column is known to stand under certain words of the column to the left, or none is.
    """
    found: set[str] = set()
    for listing in listings:
        for left, column in pairwise(listing.columns):
            ending = f"].{column.path}"
            for path, text in texts.items():
                if not (path.startswith(f"{listing.path}[") and path.endswith(ending)):
                    continue
                over = path.removesuffix(column.path) + left.path
                fitting = column.above(text)
                if fitting and texts.get(over) not in fitting:
                    found |= {path, over}
    return frozenset(found)
