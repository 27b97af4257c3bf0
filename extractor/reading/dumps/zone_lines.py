"""What one line of a dump says of itself: a table's title, its caption, a row, a note, running text."""

from __future__ import annotations

import re
from collections.abc import Collection

from models.dump import folded

_MARKS = re.compile(r"^[\s#>*\-]*(?:<[^>]*>)*\s*")  # Markdown's and HTML's, before the words of a line
_CARDINAL = r"(?:\d+(?:[-－–.]\d+)?|[一二三四五六七八九十]+)"
_NUMBER = re.compile(rf"(?:附?表|附件|预算|公开)\s*{_CARDINAL}\s*表?[:：.、]?")
_NUMBERED = re.compile(rf"(?:附?表|附件)\s*{_CARDINAL}[\s:：.、]*(?=\S)")
_YEAR = re.compile(r"^.{0,30}?(?:19|20)\d{2}年?度?(?:部门|单位)?")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d{2}年?度?")
_ENDS_AS_TITLE = re.compile(r"表(?:[(（][^()（）]*[)）])?$")
_CONTINUED = re.compile(r"[(（]?(?:续表?|接上页)\d*[)）]?")
_CAPTION = re.compile(
    r"(?:(?:金额)?单位|部门|编制单位|编制部门|填报单位|部门名称|单位名称|预算单位)\s*[:：]|公开\s*\d+\s*表"
)
_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?[百千万亿]*元")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}\s*年度?")
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*[:：]")
_NOTE_GOES_ON = re.compile(r"\s*\d{1,2}\s*[.．、]")
_SECTION = re.compile(r"[\s#]*第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_SENTENCE = re.compile(r"[。；;！？]|[，：:]$|.[，].*[，]")
_NUMERIC = re.compile(r"[-−–—]|[-−(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?[)）]?|--")
_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,6})%?")
_FURNITURE = re.compile(r"\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?|\d{1,3})\s*")

LONGEST_TITLE = 45
"""Characters. The longest titles of published tables have about thirty, and a year and a department before them."""

LONGEST_NAME = 60
"""Characters of a line without tabs. A label or a row of heads is shorter; a line of text that fills a page is not."""


def bare(line: str) -> str:
    """The line without the marks of Markdown and HTML before it."""
    return _MARKS.sub("", line).strip()


def is_number_line(line: str) -> bool:
    """表 1, alone on its line."""
    return bool(_NUMBER.fullmatch(bare(line)))


def is_numbered(line: str) -> bool:
    """表 1-2 and a title after it."""
    return bool(_NUMBERED.match(bare(line))) and not is_number_line(line)


def is_title(line: str, known: Collection[str]) -> bool:
    """The title of a table: a known one, or one that is numbered or ends as titles do. ``known`` are folded."""
    text = bare(line)
    key = folded(_NUMBERED.sub("", text))
    if not key or "\t" in line or len(key) > LONGEST_TITLE or is_sentence(text) or is_caption(text):
        return False
    return is_known(line, known) or is_numbered(text) or bool(_ENDS_AS_TITLE.search(key))


def is_known(line: str, known: Collection[str]) -> bool:
    """Whether the line is the title of a known table."""
    key = folded(_NUMBERED.sub("", bare(line)))
    return any(one in known for one in (key, _YEAR.sub("", key), _YEAR_BEFORE.sub("", key)))


def is_continued(line: str) -> bool:
    return bool(_CONTINUED.fullmatch(folded(bare(line))))


def is_caption(line: str) -> bool:
    """A department, a unit, a year, or the number that the ministry gives a table, above the table."""
    text = bare(line)
    return bool(_CAPTION.search(text) or _YEAR_ALONE.fullmatch(text)) and not is_sentence(text)


def names_unit(line: str) -> bool:
    return bool(_UNIT.search(line)) and "\t" not in line.strip() and len(line) <= LONGEST_NAME


def is_note(line: str) -> bool:
    return bool(_NOTE.match(bare(line)))


def goes_on_as_note(line: str) -> bool:
    return bool(_NOTE_GOES_ON.match(line)) and is_sentence(line)


def is_section(line: str) -> bool:
    return bool(_SECTION.match(line)) and "\t" not in line


def is_heading(line: str) -> bool:
    """一、 or （一） and a text: the heading of a paragraph, where it is no row of a table."""
    return bool(_HEADING.match(bare(line))) and not is_row(line)


def is_sentence(line: str) -> bool:
    """Running text: it has the marks of sentences, or is longer than a row of heads."""
    text = line.strip()
    if "\t" in text:
        return False
    return bool(_SENTENCE.search(text)) or (len(text) > LONGEST_NAME and not _AMOUNT.search(text))


def is_furniture(line: str) -> bool:
    return bool(_FURNITURE.fullmatch(line))


def is_row(line: str) -> bool:
    """A row of a table: two or more cells parted by tabs, or numbers at the end of a line that is no sentence."""
    if "\t" in line:
        return sum(bool(cell.strip()) for cell in line.split("\t")) >= 2
    tokens = line.split()
    last = len(tokens)
    while last and _NUMERIC.fullmatch(tokens[last - 1]):
        last -= 1
    numbers = tokens[last:]
    # A lone number may be a page's or a line's; an amount is a row's, and so are two numbers or more.
    return bool(numbers) and not is_sentence(line) and (len(numbers) > 1 or bool(_AMOUNT.fullmatch(numbers[0])))


def has_amount(line: str) -> bool:
    """Whether one of its cells is an amount, with decimals or thousands parted."""
    return any(_AMOUNT.fullmatch(token) for token in line.split())
