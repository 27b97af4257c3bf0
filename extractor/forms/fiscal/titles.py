"""What the free lines above a table say: its title, its number, whose it is, and in what unit its amounts are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.forms.fiscal.slots import Slots, printed
from extractor.forms.labels import key_of, similarity
from extractor.forms.sheet import Finding, place_of_lines
from extractor.forms.strip import Strip
from models.fiscal import FiscalWords
from models.grid import Cell, Grid
from models.text import TextLine

TITLE_LIKENESS = 0.75
"""A title is long, so it may lose more to OCR than a label: one character in four."""

_NUMERAL = "[0-9０-９一二三四五六七八九十]"
_NO = rf"(?:附?表|附件)\s*{_NUMERAL}{{1,3}}(?:\s*[-－]\s*{_NUMERAL}{{1,2}})?(?=$|[：:\s、.])"
_TABLE_NO = re.compile(rf"(?:{_NO}|(?:财决|预算)?公开\s*\d{{1,2}}\s*表)")
_COLON = "[：:﹕︰]"
_LONGEST_TITLE = 60
# Texts whose forms are remembered: each line over a table is compared with the titles of forty definitions.
_REMEMBERED = 256
_TITLE_END = re.compile(r"(?:表|情况|明细|汇总)(?:[（(][^（()）]*[)）])?$")
_YEAR = re.compile(r"^(?:19|20)\d\d年?度?")


@dataclass(frozen=True, slots=True)
class Heading:
    """``title``, ``table_no``, ``department`` and ``unit`` as findings; ``lines``: the free lines of the table."""

    title: Finding
    table_no: Finding
    department: Finding
    unit: Finding
    units: tuple[Finding, ...]


Line = tuple[int, TextLine]


def free_lines(grid: Grid, slots: Slots, top: int) -> tuple[Line, ...]:
    """The lines above the table's rules, and those of the rows of the grid that stand above the header."""
    inside = (cell for row in range(top) for cell in slots.starting(row))
    return (*grid.captions, *((part.page, line) for cell in inside for part in cell.parts for line in part.lines))


def top_of(slots: Slots, titles: Iterable[str], words: FiscalWords) -> int:
    """The first row that is not the title, the unit or the department set inside the rules."""
    known = tuple(titles)
    top = 0
    for row in range(len(slots.cells) - 1):
        cells = [cell for cell in slots.starting(row) if printed(cell)]
        if not cells or not all(_is_heading(cell, known, words) for cell in cells):
            break
        top = row + 1
    return top


def _is_heading(cell: Cell, titles: Sequence[str], words: FiscalWords) -> bool:
    text = printed(cell)
    labels = "|".join((*words.departments, *words.money_units))
    return (
        re.match(rf"(?:{labels}){_COLON}", text) is not None
        or _TABLE_NO.fullmatch(text) is not None
        or title_score(text, titles)[0] >= TITLE_LIKENESS
    )


def title_score(text: str, titles: Iterable[str]) -> tuple[float, float]:
    """How like the best of the titles the end of the text is, and how many characters that explains.

    A year, a unit's name and a table's number may stand before a title, and remarks in brackets after it; the longer
    of two titles that both fit is the one that is meant.
    """
    forms = _forms_of(text)
    best = (0.0, 0.0)
    for title in titles if forms else ():
        length = len(key_of(title))
        likeness = max(similarity(form[-length:], title) for form in forms)
        best = max(best, (likeness, likeness * length), key=lambda pair: (pair[0] >= TITLE_LIKENESS, pair[1]))
    return best


@lru_cache(maxsize=_REMEMBERED)
def _forms_of(text: str) -> frozenset[str]:
    """What of a text is compared with titles; nothing of one that is too long for any."""
    bare = "".join(_TABLE_NO.sub("", text).split()).lstrip("：:")
    if not bare or len(bare) > _LONGEST_TITLE:
        return frozenset()
    return frozenset((key_of(bare), key_of(re.sub(r"[（(][^（()）]*[)）]$", "", bare))))


def heading_of(lines: Sequence[Line], title: str, titles: Sequence[str], words: FiscalWords) -> Heading:
    """``title``: what the grid takes for the title; ``titles``: of the definition that the table has been given."""
    found, number = _title(lines, title, titles)
    units = tuple(_values(lines, words.money_units, rf"(?:{'|'.join(sorted(words.money, key=len, reverse=True))})"))
    department = next(_values(lines, words.departments, rf"(?:(?!{_labels(words)}).)+"), Finding())
    return Heading(
        title=found,
        table_no=number,
        department=_continued(department, lines),
        unit=units[0] if units else Finding(),
        units=units,
    )


def _labels(words: FiscalWords) -> str:
    return rf"(?:{'|'.join(words.money_units)}){_COLON}"


def _title(lines: Sequence[Line], title: str, titles: Sequence[str]) -> tuple[Finding, Finding]:
    wanted = titles or ((title,) if title else ())
    alone = [(page, (line,)) for page, line in lines]
    # of wordings as like a title the first: with a line over it that is of none, a title is no more like it
    ranked = [(title_score(Strip.of(own).text, wanted), page, own) for page, own in (*alone, *_wrapped(lines))]
    fitting = [item for item in ranked if item[0][0] >= TITLE_LIKENESS]
    number = next((_number(page, line) for page, line in lines if _TABLE_NO.search(line.text)), Finding())
    if fitting:
        _, page, own = max(fitting, key=lambda item: item[0][1])
    elif (like_title := next((one for one in alone if _reads_as_title(one[1][0].text)), None)) is not None:
        page, own = like_title
    else:
        return Finding(), number
    strip = Strip.of(own)
    match = re.match(rf"\s*{_TABLE_NO.pattern}\s*{_COLON}?", own[0].text)
    start = sum(not char.isspace() for char in match.group()) if match else 0
    rest = strip.cut(start, len(strip.text))
    return Finding(rest, place_of_lines(page, rest), strip.text), number


def _wrapped(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[TextLine, ...]]]:
    """Each two lines of a page of which one stands right under the other: a long title goes on there."""
    for page, upper in lines:
        for other, lower in lines:
            gap = lower.box.y0 - upper.box.y1
            beside = lower.box.x1 <= upper.box.x0 or upper.box.x1 <= lower.box.x0
            if other == page and upper.box.y0 < lower.box.y0 and gap <= lower.box.height and not beside:
                yield page, (upper, lower)


def _reads_as_title(text: str) -> bool:
    """For a table that no definition knows: a line that ends as titles do and labels nothing."""
    bare = "".join(re.sub(rf"^\s*{_TABLE_NO.pattern}\s*{_COLON}?", "", text).split())
    return _TITLE_END.search(bare) is not None and re.search(_COLON, bare) is None and len(bare) <= _LONGEST_TITLE


def _number(page: int, line: TextLine) -> Finding:
    match = _TABLE_NO.search(line.text)
    if match is None:
        return Finding()
    strip = Strip.of((line,))
    before = sum(not char.isspace() for char in line.text[: match.start()])
    length = sum(not char.isspace() for char in match.group())
    lines = strip.cut(before, before + length)
    return Finding(lines, place_of_lines(page, lines), "表号")


def _values(lines: Sequence[Line], labels: Sequence[str], value: str) -> Iterator[Finding]:
    pattern = re.compile(rf"({'|'.join(sorted(labels, key=len, reverse=True))}){_COLON}({value})")
    for page, line in lines:
        strip = Strip.of((line,))
        for match in pattern.finditer(strip.text):
            cut = strip.cut(*match.span(2))
            yield Finding(cut, place_of_lines(page, cut), match.group(1))


def _continued(finding: Finding, lines: Sequence[Line]) -> Finding:
    """A unit's name that goes on in the next free lines, as far as they say nothing of their own."""
    if not finding.lines or finding.place is None:
        return finding
    own = finding.lines[-1]
    index = next((i for i, (_, line) in enumerate(lines) if line.box.y0 <= own.box.y0 and own.text in line.text), None)
    taken = list(finding.lines)
    following = lines[index + 1 :] if index is not None else ()
    for page, line in following:
        text = "".join(line.text.split())
        below = line.box.y0 >= taken[-1].box.y0 and line.box.y0 - taken[-1].box.y1 <= taken[-1].box.height
        if page != finding.place.page or not below or re.search(rf"{_COLON}|表$|^{_NUMERAL}+$", text):
            break
        taken.append(line)
    return Finding(tuple(taken), place_of_lines(finding.place.page, taken), finding.label)
