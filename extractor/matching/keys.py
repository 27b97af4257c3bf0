"""Labels made comparable: spelling, OCR slips and words that say nothing folded away."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

from models.confusables import Confusables

# Texts whose keys are remembered: the name of a line stands in the label of each of its amounts.
_REMEMBERED = 4096
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


class Distinctions(BaseModel):
    """See the comments in ``data/matching.yaml``, key by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exclusive: tuple[tuple[str, ...], ...]
    synonyms: tuple[tuple[str, ...], ...]
    negations: tuple[str, ...]
    endings: dict[str, tuple[str, ...]]
    fillers: tuple[str, ...]


@cache
def distinctions() -> Distinctions:
    """The house's distinctions. Constant, so reading them once is not state."""
    text = (resources.files("extractor") / "data" / "matching.yaml").read_text(encoding="utf-8")
    return Distinctions.model_validate(yaml.safe_load(text))


@cache
def _folds() -> dict[int, str]:
    """The house's confusable characters. Constant, as the distinctions are."""
    text = (resources.files("extractor") / "data" / "confusables.yaml").read_text(encoding="utf-8")
    return Confusables.model_validate(yaml.safe_load(text)).folds()


@lru_cache(maxsize=_REMEMBERED)
def printed_key(text: str) -> str:
    """Letters and digits in compatibility form, lower case: equal for two prints of the same words."""
    return "".join([char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum()])


def folded_key(text: str) -> str:
    """The printed key with OCR's confusable characters made one."""
    return printed_key(text).upper().translate(_folds())


def core_key(text: str) -> str:
    """The folded key without years, remarks in brackets and words that units add at will.

    A label of nothing but such words keeps them.
    """
    bare = printed_key(_YEAR.sub("", _BRACKETED.sub("", unicodedata.normalize("NFKC", text))))
    for filler in sorted(distinctions().fillers, key=len, reverse=True):
        bare = bare.replace(filler, "")
    return folded_key(bare) or folded_key(text)
