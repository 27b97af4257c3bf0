r"""What programs that turn pages into text leave in it: HTML tags, LaTeX of formulas, escaped characters.

``<p>完成率 $\geq 95\%$</p>`` says 完成率 ≥ 95%. What is left out leaves no trace; a command is one character, which
stands where the whole command stood.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_SIGNS = {
    "geq": "≥",
    "geqslant": "≥",
    "ge": "≥",
    "leq": "≤",
    "leqslant": "≤",
    "le": "≤",
    "gt": ">",
    "lt": "<",
    "neq": "≠",
    "approx": "≈",
    "times": "×",
    "div": "÷",
    "cdot": "·",
    "pm": "±",
    "sim": "~",
    "rightarrow": "→",
    "quad": " ",
    "qquad": " ",
}
# Only tags that text is set with: < is a comparison, too.
_TAG = r"</?(?:p|br|div|span|math|sup|sub|b|i|u|em|strong|li|ul|ol|table|thead|tbody|tr|td|th)\b[^<>]*>"
_ENTITY = r"&(?:nbsp|lt|gt|le|ge|amp|times|quot|#\d{2,5});"
_COMMAND = rf"\\(?P<sign>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?![A-Za-z])"
_WRAP = r"\\(?:text|mathrm|mathbf|mbox)\s*\{(?P<wrapped>[^{}]*)\}"
_ESCAPED = r"\\(?P<escaped>[%$&#_{}])"
_TOKEN = re.compile(rf"(?P<tag>{_TAG})|(?P<entity>{_ENTITY})|{_COMMAND}|{_WRAP}|{_ESCAPED}|(?P<dollar>\$)")
# A formula between dollars holds no Chinese sentence, unless a command in it says that it is one all the same.
_FORMULA = re.compile(r"\$(?:[^$\t]*\\[^$\t]*|[\x20-\x23\x25-\x7e]+)\$")


def has_markup(text: str) -> bool:
    return any(char in text for char in "<\\$&")


def printed(line: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The characters that columns ``start`` to ``end`` of a line print, each with the columns that it comes from."""
    fences = {at for found in _FORMULA.finditer(line) for at in (found.start(), found.end() - 1)}
    at = start
    while at < end:
        token = _TOKEN.match(line, at, end)
        if token is None or (token.lastgroup == "dollar" and at not in fences):
            yield line[at], at, at + 1
            at += 1
            continue
        yield from _said(token)
        at = token.end()


def _said(token: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    where = token.start(), token.end()
    match token.lastgroup:
        case "entity":
            yield html.unescape(token.group()), *where
        case "sign":
            yield _SIGNS[token.group("sign")], *where
        case "wrapped":
            first = token.start("wrapped")
            yield from ((char, first + i, first + i + 1) for i, char in enumerate(token.group("wrapped")))
        case "escaped":
            yield token.group("escaped"), *where
        case _:
            return
