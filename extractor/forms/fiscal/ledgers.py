"""The ledgers of a table: which columns label lines, which hold values, and where a second ledger begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.forms.fiscal.header import Header
from extractor.forms.fiscal.slots import Slots, counts_up, is_amount, is_code, printed, steps_by_one
from extractor.forms.labels import LABEL_SIMILARITY, is_label, key_of, likeness
from models.fiscal import FiscalWords, SideName

LabelKind = Literal["code", "name", "line_no", "unit"]

# A column without a head that can be told is one of codes, or of names, if this share of its print is.
_TELLING_SHARE = 0.7
# A head of a code column is told inside a longer one from this many characters on: 科目编码.
_LONG_HEAD = 4


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """The columns of the grid in which its heads and its values stand: without rules these may be two."""

    head: int
    body: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Columns by what they hold. Codes may stand over several columns (类, 款, 项), the others over one.

    ``side`` where the head over the ledger says it; ``heads``: how many heads from the top stand over all of it.
    """

    labels: Mapping[LabelKind, tuple[int, ...]]
    values: tuple[ValueColumn, ...]
    side: SideName | None = None
    heads: int = 0


def ledgers_of(slots: Slots, header: Header, words: FiscalWords, names: Sequence[str] = ()) -> tuple[Ledger, ...]:
    """From the left. ``names``: more heads of the column that names the lines."""
    named = (*names, *words.names)
    kinds = [_by_head(header.texts(col), words, named) for col in range(slots.n_cols)]
    halves = {col for col in range(slots.n_cols) if _may_be_half(header.texts(col), named)}
    kinds = ["name" if col in halves and _words_only(slots, header, col) else kind for col, kind in enumerate(kinds)]
    kinds = _beside_heads(kinds, slots, header)
    told = set(kinds)
    for col, kind in enumerate(kinds):
        before = [other for other in range(col) if kinds[other] is None]
        content = _by_content(slots, header, col, before) if kind is None else None
        if kind is None and _goes_on_counting(slots, header, kinds[:col], col):
            kinds[col] = "line_no"
        elif content is not None and content not in told and not (content == "name" and "unit" in told):
            kinds[col] = content
    groups: list[list[int]] = [[]]
    for col, kind in enumerate(kinds):
        had = {kinds[other] for other in groups[-1]}
        if kind is not None and None in had and kind in had:
            groups.append([])
        groups[-1].append(col)
    ledgers = [_ledger(group, kinds, slots, header, named) for group in groups]
    if len(groups) == 1:
        return tuple(ledgers)
    return tuple(_sided(ledger, group, header, words) for ledger, group in zip(ledgers, groups, strict=True))


def _beside_heads(kinds: Sequence[LabelKind | None], slots: Slots, header: Header) -> list[LabelKind | None]:
    """Without rules a head may stand in a column of its own beside what it heads: that column is of its kind too."""
    result = list(kinds)
    for col, kind in enumerate(kinds):
        for other in (col - 1, col + 1):
            if kind is None or not 0 <= other < len(kinds):
                continue
            if kinds[other] is None and not header.paths[other] and not _meet(slots, header, col, other):
                result[other] = kind
    return result


def _meet(slots: Slots, header: Header, left: int, right: int) -> bool:
    """Some row has print of its own in both columns."""
    pairs = ((slots.cells[row][left], slots.cells[row][right]) for row in header.body)
    return any(one is not other and printed(one) and printed(other) for one, other in pairs)


def _take_turns(slots: Slots, header: Header, left: int, right: int) -> bool:
    """Both columns have print, and no row in both."""
    said = [any(printed(slots.cells[row][col]) for row in header.body) for col in (left, right)]
    return all(said) and not _meet(slots, header, left, right)


def _is_used(slots: Slots, header: Header, col: int) -> bool:
    """Something is printed below the heads."""
    return any(printed(slots.cells[row][col]) for row in header.body)


def _by_head(texts: Sequence[str], words: FiscalWords, names: Sequence[str]) -> LabelKind | None:
    if not texts:
        return None
    head = _above_numbers(texts[-1], words)
    last = (head, head.partition("（")[0].partition("(")[0])
    scores: dict[LabelKind, float] = {
        "code": max(likeness(head, words.codes) for head in last),
        "name": max(likeness(head, names) for head in last),
        "line_no": likeness(texts[-1], words.line_numbers),
        "unit": max(likeness(head, words.units) for head in last),
    }
    best = max(scores, key=scores.__getitem__)
    if scores[best] >= LABEL_SIMILARITY:
        return best
    # Of 类, 款 and 项 under the head of codes one may not have been read well.
    above = texts[-2] if len(texts) > 1 and len(texts[-1]) == 1 else texts[-1]
    return "code" if _speaks_of_codes(texts[-1], words) or _speaks_of_codes(above, words) else None


def _above_numbers(head: str, words: FiscalWords) -> str:
    """The head without what begins the row that numbers the columns: both run together where the rule is lost."""
    return next((alone for word in words.column_numbers if (alone := head.removesuffix(word)) not in {head, ""}), head)


def _speaks_of_codes(head: str, words: FiscalWords) -> bool:
    """A head run together from several: 类款 where the rule between them was lost, 功能分类科目编码类款项."""
    short = {word for word in words.codes if len(word) == 1}
    return set(head) <= short or any(len(word) >= _LONG_HEAD and word in head for word in words.codes)


def _by_content(slots: Slots, header: Header, col: int, before: Sequence[int]) -> LabelKind | None:
    """The first columns of a table, where their heads tell nothing: no amounts ``before`` them."""
    if any(_mostly_amounts(slots, header, other) for other in before):
        return None
    texts = [text for row in header.body if (text := printed(slots.cells[row][col]))]
    if not texts:
        return None
    if not header.paths[col] and counts_up(texts):  # the head of amounts may be lost too, but they do not count
        return "line_no"
    if sum(is_code(text) for text in texts) >= _TELLING_SHARE * len(texts):
        return "code"
    return "name" if sum(not is_amount(text) for text in texts) >= _TELLING_SHARE * len(texts) else None


def _goes_on_counting(slots: Slots, header: Header, kinds: Sequence[LabelKind | None], col: int) -> bool:
    """Whether a column counts on from where the numbers of the lines before it end: those of the second ledger."""
    before = next((other for other in reversed(range(col)) if kinds[other] == "line_no"), None)
    if before is None or "name" not in kinds[before + 1 :]:
        return False
    counted = [_whole_numbers(slots, header, other) for other in (before, col)]
    return all(counted) and counted[1][0] > counted[0][0] and steps_by_one(counted[1])


def _whole_numbers(slots: Slots, header: Header, col: int) -> list[int]:
    texts = [printed(slots.cells[row][col]) for row in header.body]
    return [int(text) for text in texts if text.isascii() and text.isdecimal()]


def _may_be_half(texts: Sequence[str], names: Sequence[str]) -> bool:
    """One character, 项, the head of a code's column, or 目, may also be what a scan has left of 项目."""
    return bool(texts) and len(texts[-1]) == 1 and any(texts[-1] in (name[0], name[-1]) for name in names)


def _words_only(slots: Slots, header: Header, col: int) -> bool:
    """Nothing below the head is a code or an amount."""
    texts = [text for row in header.body if (text := printed(slots.cells[row][col]))]
    return bool(texts) and not any(is_code(text) or is_amount(text) for text in texts)


def _mostly_amounts(slots: Slots, header: Header, col: int) -> bool:
    texts = [text for row in header.body if (text := printed(slots.cells[row][col]))]
    amounts = sum(is_amount(text) and not is_code(text) for text in texts)
    return bool(texts) and amounts >= (1 - _TELLING_SHARE) * len(texts)


def _ledger(
    cols: Sequence[int], kinds: Sequence[LabelKind | None], slots: Slots, header: Header, names: Sequence[str]
) -> Ledger:
    labels: dict[LabelKind, tuple[int, ...]] = {
        kind: found
        for kind in ("code", "name", "line_no", "unit")
        if (found := tuple(col for col in cols if kinds[col] == kind))
    }
    headed = [
        col
        for col in labels.get("name", ())
        if header.paths[col] and kinds[col] == "name" and _is_used(slots, header, col)
    ]
    if len(headed) > 1:
        chosen = min(headed, key=lambda col: _rank(header.texts(col), names))
        others = {col for col in headed if col != chosen and not _take_turns(slots, header, col, chosen)}
        labels["name"] = tuple(col for col in labels["name"] if col not in others)
    taken = {col for found in labels.values() for col in found}
    values = _value_columns([col for col in cols if col not in taken], slots, header)
    return Ledger(labels, values)


def _value_columns(cols: Sequence[int], slots: Slots, header: Header) -> tuple[ValueColumn, ...]:
    """Heads over nothing go with the print beside them that has no head; a column with neither is none."""
    headed = {col for col in cols if header.paths[col]}
    printed_in = {col for col in cols if any(printed(slots.cells[row][col]) for row in header.body)}
    loose = printed_in - headed
    found: list[ValueColumn] = []
    for col in cols:
        beside = next((other for other in (col + 1, col - 1) if other in loose), None)
        if col in headed and col not in printed_in and beside is not None:
            loose.discard(beside)
            found.append(ValueColumn(col, beside))
        elif col in headed:
            found.append(ValueColumn(col, col))
    return tuple(sorted((*found, *(ValueColumn(col, col) for col in loose)), key=lambda column: column.body))


def _rank(texts: Sequence[str], names: Sequence[str]) -> int:
    return next((i for i, name in enumerate(names) if texts and is_label(texts[-1], (name,))), len(names))


def _sided(ledger: Ledger, cols: Sequence[int], header: Header, words: FiscalWords) -> Ledger:
    """With what the heads over all of the ledger say, and how many they are."""
    paths = [header.texts(col) for col in cols if header.paths[col]]
    common = 0
    while paths and all(len(path) > common + 1 and path[common] == paths[0][common] for path in paths):
        common += 1
    heads = paths[0][:common] if paths else ()
    side = next((side for head in heads for side, labels in words.sides.items() if _is_side(head, labels)), None)
    return replace(ledger, side=side, heads=common)


def _is_side(head: str, labels: Sequence[str]) -> bool:
    return any(key_of(head) == key_of(label) for label in labels) or is_label(head, labels)
