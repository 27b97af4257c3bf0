"""The words that forms are made of, read from the YAML files beside this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from samples.dice import Dice


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a project does: ``verb`` to ``object``, counted in ``unit``."""

    verb: str
    object: str
    unit: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a project is about."""

    topics: tuple[str, ...]
    acts: tuple[Act, ...]
    people: str
    effects: tuple[str, ...]

    def fill(self, template: str, act: Act, dice: Dice, **slots: object) -> str:
        """The template with the act and draws of this theme in its slots."""
        return template.format(
            verb=act.verb,
            object=act.object,
            unit=act.unit,
            topic=dice.pick(self.topics),
            people=self.people,
            effect=dice.pick(self.effects),
            **slots,
        )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All data files: ``wordings`` is level 1 → level 2 → (wording, kind of value)."""

    agencies: Mapping[str, Sequence[str]]
    themes: tuple[Theme, ...]
    wordings: Mapping[str, Mapping[str, Sequence[Sequence[str]]]]
    sentences: Mapping[str, Sequence[str]]
    labels: Mapping[str, str | Sequence[str]]


def _load(name: str) -> object:
    return yaml.safe_load((files("samples") / "data" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary; the files are read once."""
    agencies, themes, wordings, sentences, labels = (
        _load(name) for name in ("agencies", "themes", "indicators", "sentences", "labels")
    )
    assert isinstance(agencies, dict)
    assert isinstance(themes, list)
    assert isinstance(wordings, dict)
    assert isinstance(sentences, dict)
    assert isinstance(labels, dict)
    return Vocabulary(
        agencies=agencies,
        themes=tuple(
            Theme(
                topics=tuple(theme["topics"]),
                acts=tuple(Act(*act) for act in theme["acts"]),
                people=theme["people"],
                effects=tuple(theme["effects"]),
            )
            for theme in themes
        ),
        wordings=wordings,
        sentences=sentences,
        labels=labels,
    )
