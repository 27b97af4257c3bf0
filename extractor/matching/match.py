"""A label as printed to a canonical indicator, or an honest abstention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from extractor.matching.catalogue import Catalogue, Wording
from extractor.matching.keys import core_key, folded_key, printed_key
from extractor.matching.opposites import exclude
from extractor.matching.subjects import match_named
from models.catalogue import Indicator
from models.form import Definitions
from models.record import LabelMatch, Leaf, MatchMethod, ValueKind

# The scores of what is not spelt exactly so. An alias is as sure as a name, but says it in other words.
_ALIAS_SCORE = 0.98
# Equal but for characters that OCR confuses, and equal but for words that units add at will.
_FOLDED_SCORE = 0.96
_CORE_SCORE = 0.94
# Below this likeness a label is a new indicator more often than a misspelt one (held-out wordings, see tests).
LEAST_LIKENESS = 0.78
# Two indicators closer than this cannot be told apart by likeness.
LEAST_MARGIN = 0.05
# What it costs to stand under another level-2 label, and to be of another kind or unit.
_PARENT_COST = 0.04
_KIND_COST = 0.04
# A few candidates for the reviewer.
_KEPT_CANDIDATES = 3
# A label of two characters is like too many others.
_SHORTEST_FUZZY = 3
# One character is no subject: the 率 that is left of 完成率.
_SHORTEST_CORE = 2
# A form asks for the same label once for each of its row's fields; a batch asks for the same labels again.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class LabelContext:
    """What stands around a label: its level-2 label, and the unit and kind of its value. None for not known."""

    parent: str | None = None
    unit: str | None = None
    kind: ValueKind | None = None


Relation = Literal["same", "confusable", "but_for_fillers", "alike"]
"""Of a label to a wording of the catalogue: spelt so, but for characters that OCR confuses, but for words that units
add at will, or more or less alike."""


@dataclass(frozen=True, slots=True)
class Scored:
    """How well a label fits one wording of an indicator: ``score`` 0 to 1."""

    entry: Indicator
    wording: str
    relation: Relation
    score: float
    method: MatchMethod


@lru_cache(maxsize=_REMEMBERED)
def match_label(raw: str, catalogue: Catalogue, context: LabelContext | None = None) -> LabelMatch:
    """The indicator that a label names: spelt exactly, by an alias, or nearly so; or none.

    Abstains where the best is weak, and where the two best are too close to tell.
    """
    context = context or LabelContext()
    if not printed_key(raw):
        return LabelMatch(raw, None, None, None, 0.0)
    ranked = ranked_candidates(raw, catalogue, context)
    candidates = tuple((scored.entry.id, round(scored.score, 4)) for scored in ranked[:_KEPT_CANDIDATES])
    if not ranked or not _clear(ranked):
        return LabelMatch(raw, None, None, None, ranked[0].score if ranked else 0.0, candidates)
    first = ranked[0]
    return LabelMatch(raw, first.entry.id, first.entry.name, first.method, first.score, candidates)


def ranked_candidates(raw: str, catalogue: Catalogue, context: LabelContext) -> list[Scored]:
    """The best wording of each indicator that the label may name at all, the likeliest first."""
    best: dict[str, Scored] = {}
    for scored in _scores(raw, catalogue, context):
        if scored.entry.id not in best or scored.score > best[scored.entry.id].score:
            best[scored.entry.id] = scored
    return sorted(best.values(), key=lambda scored: -scored.score)


def match_leaf(leaf: Leaf, catalogue: Catalogue, definitions: Definitions) -> LabelMatch:
    """A leaf's label. Where the form's definition says which indicator it is, the print only confirms it."""
    if leaf.named is not None or leaf.code is not None:
        return match_named(leaf, catalogue)
    if leaf.canonical is None:
        return match_label(leaf.label, catalogue, LabelContext(parent=leaf.parent))
    entry = catalogue.indicators.get(leaf.canonical)
    name = entry.name if entry else None
    if not leaf.label:
        return LabelMatch(leaf.label, leaf.canonical, name, "position", 1.0, ((leaf.canonical, 1.0),))
    likeness, method = _confirmation(leaf.label, entry, definitions)
    return LabelMatch(leaf.label, leaf.canonical, name, method, likeness, ((leaf.canonical, likeness),))


def _confirmation(label: str, entry: Indicator | None, definitions: Definitions) -> tuple[float, MatchMethod]:
    """How the print agrees with what the definition says; a matrix's label is its row's and its column's."""
    if entry is not None and printed_key(label) == printed_key(entry.name):
        return 1.0, "exact"
    parts = [printed_key(part) for part in label.split("/")]
    words = _printed_words(definitions.words)
    if all(part in words for part in parts):
        return 1.0, "alias"
    likeness = min(max((fuzz.ratio(part, word) for word in words), default=0.0) for part in parts) / 100
    return (likeness, "fuzzy") if likeness >= LEAST_LIKENESS else (likeness, "position")


@lru_cache(maxsize=8)
def _printed_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(printed_key(word) for word in words)


def _clear(ranked: list[Scored]) -> bool:
    first = ranked[0]
    if first.score < LEAST_LIKENESS:
        return False
    runner_up = ranked[1].score if len(ranked) > 1 else 0.0
    if first.method != "fuzzy":
        # Two indicators may share a wording: then only the context, in the score, tells them apart.
        return first.score > runner_up
    return first.score - runner_up >= LEAST_MARGIN


def _scores(raw: str, catalogue: Catalogue, context: LabelContext) -> Iterator[Scored]:
    printed, folded, core = printed_key(raw), folded_key(raw), core_key(raw)
    for wording in catalogue.wordings:
        cost = _cost(wording.entry, context)
        relation: Relation
        method: MatchMethod
        if wording.printed == printed:
            relation, score, method = "same", _ALIAS_SCORE if wording.alias else 1.0, _method(wording)
        elif exclude(printed, wording.printed):
            continue
        elif wording.folded == folded:
            relation, score, method = "confusable", _FOLDED_SCORE, "fuzzy"
        elif wording.core == core and len(core) >= _SHORTEST_CORE:
            relation, score, method = "but_for_fillers", _CORE_SCORE, "fuzzy"
        elif min(len(folded), len(wording.folded)) >= _SHORTEST_FUZZY:
            relation, score, method = "alike", _likeness(folded, core, wording), "fuzzy"
        else:
            continue
        yield Scored(wording.entry, wording.text, relation, score - cost, method)


def _method(wording: Wording) -> MatchMethod:
    return "alias" if wording.alias else "exact"


def _likeness(folded: str, core: str, wording: Wording) -> float:
    """The mean over whole labels and their cores: fillers must not make up for another subject."""
    whole = fuzz.ratio(folded, wording.folded)
    inner = fuzz.ratio(core, wording.core) if len(core) >= _SHORTEST_CORE else 0.0
    return float(whole + inner) / 200 if inner else float(whole) / 100


def _cost(entry: Indicator, context: LabelContext) -> float:
    parent = context.parent is not None and entry.parent is not None and context.parent != entry.parent
    unit = context.unit is not None and entry.unit is not None and context.unit != entry.unit
    kind = context.kind not in {None, "none", entry.kind} and not (unit or entry.kind == "text")
    return _PARENT_COST * parent + _KIND_COST * (unit or kind)
