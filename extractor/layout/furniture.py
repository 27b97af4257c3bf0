"""Page furniture: page numbers."""

from __future__ import annotations

import re

from models.text import TextLine

MARGIN = 0.12
"""Share of the page's height, at its top and its foot, where furniture stands."""

# Around a number whatever is no letter, no other number and no part of a value: recognisers make ~ _ = and 一 of worn
# dashes.
_PAGE_NUMBER = re.compile(
    r"""(?:[^\w%％‰≥≤＞＜<>]|[_一]){0,4}(?:
        \d{1,4}
        | 第\s*\d{1,4}\s*页 (?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?
        | \d{1,4}\s*/\s*\d{1,4}
    )(?:[^\w%％‰≥≤＞＜<>]|[_一]){0,4}""",
    re.VERBOSE,
)


def is_furniture(line: TextLine, page_height: float) -> bool:
    """Whether a free line is a page number in the page's upper or lower margin."""
    middle = line.box.center[1]
    in_margin = middle < MARGIN * page_height or middle > (1 - MARGIN) * page_height
    return in_margin and _PAGE_NUMBER.fullmatch(line.text) is not None
