"""Columns where a form prints one of a few words: what was misread there can be put right."""

from __future__ import annotations

from dataclasses import replace

from extractor.forms.labels import closest_word
from models.form import Definitions
from models.record import Leaf, TypedValue


def put_right(form: str, leaf: Leaf, value: TypedValue, definitions: Definitions) -> TypedValue:
    """The value with the word that the form prints there, or the same value where none is close.

    A change is said in ``repairs``, as ``杜会效益指标→社会效益指标``.
    """
    words = {
        f"{listing.path}.{column.path}": column.words
        for listing in definitions.named(form).listings
        for column in listing.columns
    }.get(leaf.role, ())
    word = closest_word(value.clean, words) if value.kind == "text" else None
    if word is None or word == value.clean:
        return value
    return replace(value, clean=word, grammatical=True, repairs=(*value.repairs, f"{value.clean}→{word}"))
