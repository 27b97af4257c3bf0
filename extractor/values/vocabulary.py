"""The words and characters that values are made of, read once from ``data/values.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

from models.record import Comparator


class Strays(BaseModel):
    """Characters that are no print: ``marks`` in any cell, ``looks`` where no such word belongs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    marks: tuple[str, ...]
    looks: tuple[str, ...]


class Vocabulary(BaseModel):
    """See the comments in ``data/values.yaml``, key by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefixes: dict[Comparator, tuple[str, ...]]
    suffixes: dict[Comparator, tuple[str, ...]]
    neutral_prefixes: tuple[str, ...]
    money: tuple[str, ...]
    percent: tuple[str, ...]
    magnitudes: tuple[str, ...]
    counters: tuple[str, ...]
    dashes: tuple[str, ...]
    dash_lookalikes: tuple[str, ...]
    strays: Strays
    not_applicable: tuple[str, ...]
    word_lookalikes: dict[str, str]
    digit_lookalikes: dict[str, str]
    punctuation_lookalikes: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The house's vocabulary. Constant, so reading it once is not state."""
    text = (resources.files("extractor") / "data" / "values.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))
