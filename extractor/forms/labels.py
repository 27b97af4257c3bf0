"""Comparing what a page prints with a form's labels, forgiving what OCR does to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

import yaml
from rapidfuzz.distance import Levenshtein

from models.confusables import Confusables

# One character in four may be wrong in a label: 项日编码 is one, 项目单位 for 项目编码 is not.
LABEL_SIMILARITY = 0.75
# A title with everything before it; a longer line is a sentence that speaks of a form.
_LONGEST_TITLE = 45
# Texts whose keys are remembered: every cell is compared with many labels.
_REMEMBERED = 4096
# Pairs of a text and some labels whose likeness is remembered: heads come again on every page and in every form.
_COMPARED = 16_384
# Chinese that is no piece of a rule read as 一, 十 or 二: it makes a longer word another word.
_SAYS = re.compile(r"[\u4e00-\u9fff](?<![一十二])")
_AFTER_TITLE = re.compile(r"\s*\([^()]*\)$")


@cache
def _folds() -> dict[int, str]:
    """The house's confusable characters. Constant, so reading them once is not state."""
    text = (resources.files("extractor") / "data" / "confusables.yaml").read_text(encoding="utf-8")
    return Confusables.model_validate(yaml.safe_load(text)).folds()


@lru_cache(maxsize=_REMEMBERED)
def key_of(text: str) -> str:
    """Letters and digits only, compatibility forms, confusables folded: what labels are compared by."""
    kept = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return kept.translate(_folds())


def similarity(text: str, label: str) -> float:
    """1 for the same label, 0 for nothing in common."""
    return likeness(text, (label,))


def likeness(text: str, labels: Iterable[str]) -> float:
    """How much the text is like the most similar of the wordings."""
    key = key_of(text)
    return _likeness(key, _keys_of(tuple(labels))) if key else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _keys_of(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for label in labels if (key := key_of(label)))


@lru_cache(maxsize=_COMPARED)
def _likeness(key: str, others: tuple[str, ...]) -> float:
    return max([float(Levenshtein.normalized_similarity(key, other)) for other in others], default=0.0)


def is_label(text: str, labels: Iterable[str]) -> bool:
    return likeness(text, labels) >= LABEL_SIMILARITY


def is_closer(text: str, words: Iterable[str], labels: Iterable[str]) -> bool:
    """Whether the text is more like one of the words than like any label: 时效指标 is nearly 绩效指标, but itself."""
    return likeness(text, words) > likeness(text, labels)


def title_likeness(text: str, titles: Iterable[str]) -> float:
    """Like :func:`likeness`, with a unit's name or a year before the title allowed, and brackets after it."""
    line = key_of(_AFTER_TITLE.sub("", unicodedata.normalize("NFKC", text).strip()))
    if len(line) > _LONGEST_TITLE:
        return 0.0
    return max((similarity(line[-len(key_of(title)) :], title) for title in titles), default=0.0)


def closest_word(text: str, words: Iterable[str]) -> str | None:
    """The one word that the text is, but for a slip or two; None where it is none or could be either of two."""
    known = tuple(words)
    inside = [word for word in known if word in text and not _SAYS.search(text.replace(word, ""))]
    if inside:
        return max(inside, key=len)
    ranked = sorted(((similarity(text, word), word) for word in known), reverse=True)
    if not ranked or ranked[0][0] < LABEL_SIMILARITY:
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0] and ranked[0][0] < 1:
        return None
    return ranked[0][1]
