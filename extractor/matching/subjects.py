"""科目: the codes and names of a classification, which correct each other where one of them was misread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extractor.matching.catalogue import Catalogue
from extractor.matching.keys import folded_key, printed_key
from models.catalogue import Subject
from models.record import FormReading, LabelMatch, Leaf, MatchMethod, TypedValue
from models.text import Glyph

# Text that was printed by a machine for a machine: what it says is what the document says, right or wrong.
_DIGITAL = frozenset({"text_layer", "plain_text"})
# A name is another wording of a subject's if it is this like it, and a misreading of it if it is as long besides.
_LIKENESS = 0.7
_ALIAS_SCORE = 0.98
# A name without a code is put right where it has this many characters, and the recogniser thought this much of the
# right one, as a share of what it thought of the one that it read.
_SHORTEST_ALONE = 4
_LEAST_ODDS = 0.05
# Codes stand two digits under one another: 201 > 20132 > 2013299.
_STEP = 2


def subject_of(code: str | None, name: str, catalogue: Catalogue) -> Subject | None:
    """The subject of a line: its code's, unless the name is another's; without a code, the one that bears the name."""
    subject = catalogue.subjects.get(code or "")
    if subject is not None and (not printed_key(name) or _likeness(name, subject) >= _LIKENESS):
        return subject
    codes = catalogue.codes.get(printed_key(name), ())
    return catalogue.subjects[codes[0]] if len(codes) == 1 and not code else None


def match_named(leaf: Leaf, catalogue: Catalogue) -> LabelMatch:
    """A label whose canonical name is the definition's (``named``) or a subject's, with the column after a slash."""
    raw = leaf.label
    printed, slash, column = raw.partition("/")
    subject = subject_of(leaf.code, printed, catalogue)
    row, _, key = (leaf.named or printed).partition("/")
    if leaf.named is None and subject is None:
        return LabelMatch(raw, None, None, None, 0.0)
    if subject is not None and leaf.canonical is None:
        row = subject.name
    canonical = f"{row}/{key}" if key else row
    indicator = leaf.canonical or (subject.id if subject else None)
    if not printed_key(raw):
        return LabelMatch(raw, indicator, canonical, "position", 1.0)
    score, method = _confirmed(printed if slash else raw, row, subject)
    if slash:
        head, how = _confirmed(column, key, None)
        score, method = (score, method) if score <= head else (head, how)
    return LabelMatch(raw, indicator, canonical, method, score)


def _confirmed(printed: str, canonical: str, subject: Subject | None) -> tuple[float, MatchMethod]:
    key = printed_key(printed)
    if key.endswith(printed_key(canonical)):
        return 1.0, "exact"
    if subject is not None and key in {printed_key(alias) for alias in subject.aliases}:
        return _ALIAS_SCORE, "alias"
    likeness = float(Levenshtein.normalized_similarity(folded_key(printed), folded_key(canonical)))
    return likeness, "fuzzy" if likeness >= _LIKENESS else "position"


def corrected_subjects(
    reading: FormReading, values: Mapping[str, TypedValue], catalogue: Catalogue
) -> dict[str, TypedValue]:
    """The values with codes and names put right by one another. Only what was read from pixels is ever touched.

    A code is put right where its name, or the codes above it, leave one code that is one digit off; a name where
    its code is known and the name is as long and nearly that. Without a code it must be a character off from one
    subject's name, and the recogniser have thought of that character. ``repairs`` says what was read.
    """
    result = dict(values)
    leaves = {leaf.path: leaf for leaf in reading.leaves}
    above: list[str] = []
    for path, leaf in leaves.items():
        if not path.endswith(".code"):
            continue
        line = _Line(leaf, leaves[f"{path.removesuffix('.code')}.name"], result)
        if not leaf.lines:
            result |= _put_right_alone(line, catalogue)
            continue
        if not line.digital:
            result |= _put_right(line, above, catalogue)
        above.append(result[path].clean)
    return result


@dataclass(frozen=True, slots=True)
class _Line:
    code_leaf: Leaf
    name_leaf: Leaf
    values: Mapping[str, TypedValue]

    @property
    def digital(self) -> bool:
        return all(line.engine in _DIGITAL for line in (*self.code_leaf.lines, *self.name_leaf.lines))

    @property
    def code(self) -> TypedValue:
        return self.values[self.code_leaf.path]

    @property
    def name(self) -> TypedValue:
        return self.values[self.name_leaf.path]


def _put_right(line: _Line, above: Sequence[str], catalogue: Catalogue) -> dict[str, TypedValue]:
    code, name = line.code.clean, line.name.clean
    subject = catalogue.subjects.get(code)
    if subject is not None and _likeness(name, subject) >= _LIKENESS:
        wording = max((subject.name, *subject.aliases), key=lambda text: _similar(name, text))
        if len(wording) == len(name) and printed_key(wording) != printed_key(name):
            return {line.name_leaf.path: _changed(line.name, wording)}
        return {}
    if subject is None and _follows_parent(code, above):
        return {}  # 2010801 right under 20108: no list has all subjects
    right = _by_name(code, name, above, catalogue) or (_by_place(code, above) if subject is None else None)
    return {line.code_leaf.path: replace(_changed(line.code, right), kind="code")} if right else {}


def _put_right_alone(line: _Line, catalogue: Catalogue) -> dict[str, TypedValue]:
    name, glyphs = line.name.clean, [glyph for part in line.name_leaf.lines for glyph in part.glyphs]
    wavered = any(glyph.alternatives for glyph in glyphs)  # of text layers nothing is left to look up
    if len(name) < _SHORTEST_ALONE or len(glyphs) != len(name) or not wavered or printed_key(name) in catalogue.codes:
        return {}
    wordings = {
        text
        for subject in catalogue.subjects.values()
        for text in (subject.name, *subject.aliases)
        if len(text) == len(name) and _differ(text, name) == 1
    }
    near = [text for text in wordings if _was_thought_of(text, glyphs)]
    return {line.name_leaf.path: _changed(line.name, near[0])} if len(near) == 1 else {}


def _was_thought_of(text: str, glyphs: Sequence[Glyph]) -> bool:
    return all(
        glyph.char == char or dict(glyph.alternatives).get(char, 0.0) >= _LEAST_ODDS * glyph.probability
        for glyph, char in zip(glyphs, text, strict=True)
    )


def _by_name(code: str, name: str, above: Sequence[str], catalogue: Catalogue) -> str | None:
    """The one code of this name that differs in a digit, or has one more or less, and stands under a code that is
    there. A rule beside a code is read as a one.
    """
    near = [
        known
        for known in catalogue.codes.get(printed_key(name), ())
        if Levenshtein.distance(known, code) == 1 and known not in above and _has_parent(known, above)
    ]
    return near[0] if len(near) == 1 else None


def _by_place(code: str, above: Sequence[str]) -> str | None:
    """The code with the parent of the code above it, where its own parent is not there and differs in one digit."""
    if not above or _has_parent(code, above):
        return None
    previous = above[-1]
    parents = {previous[: len(code) - _STEP], previous} if len(previous) >= len(code) - _STEP else set()
    near = [
        parent + code[-_STEP:]
        for parent in parents
        if len(parent) == len(code) - _STEP and _differ(parent, code[:-_STEP]) == 1 and parent in above
    ]
    return near[0] if len(near) == 1 and near[0] not in above else None


def _follows_parent(code: str, above: Sequence[str]) -> bool:
    """Whether the last code above that is a step shorter is its parent."""
    return code[:-_STEP] == next((other for other in reversed(above) if len(other) == len(code) - _STEP), None)


def _has_parent(code: str, above: Sequence[str]) -> bool:
    return len(code) <= len("201") or code[:-_STEP] in above


def _differ(left: str, right: str) -> int:
    return sum(a != b for a, b in zip(left, right, strict=True)) if len(left) == len(right) else len(left)


def _likeness(name: str, subject: Subject) -> float:
    return max(_similar(name, text) for text in (subject.name, *subject.aliases))


def _similar(left: str, right: str) -> float:
    return float(Levenshtein.normalized_similarity(folded_key(left), folded_key(right)))


def _changed(value: TypedValue, text: str) -> TypedValue:
    return replace(value, clean=text, grammatical=True, repairs=(*value.repairs, f"{value.clean}→{text}"))
