"""What pages say, in the languages that they speak."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Words = Mapping[str, str]


def load_words(language: Language) -> Words:
    """All texts of a language by their key: the files ``words/<part>.<language>.json`` together.

    Raises ValueError where two parts use one key.
    """
    words: dict[str, str] = {}
    for entry in sorted((files("api.web") / "words").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(f".{language}.json"):
            part = json.loads(entry.read_text(encoding="utf-8"))
            if twice := words.keys() & part.keys():
                raise ValueError(f"{entry.name}: {', '.join(sorted(twice))} stand in another part too")
            words |= part
    return MappingProxyType(words)


def spoken(chosen: str | None, accepted: str) -> Language:
    """The language that a person chose before, else the one the browser asks for first, else Chinese."""
    for language in LANGUAGES:
        if chosen == language:
            return language
    for wanted in accepted.lower().split(","):
        for language in LANGUAGES:
            if wanted.strip().startswith(language):
                return language
    return "zh"
