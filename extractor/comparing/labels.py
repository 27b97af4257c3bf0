"""What another catalogue makes of the labels of the same fields."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from models.result import Label, Record


class LabelChange(BaseModel):
    """A field whose label means something else now. ``record`` counts from 0."""

    model_config = ConfigDict(frozen=True)

    record: int
    form: str
    path: str
    old: Label
    new: Label


def label_changes(old: Sequence[Record], new: Sequence[Record]) -> tuple[LabelChange, ...]:
    """The changes between two understandings of the same pages. A score that moved, and no more, is no change."""
    return tuple(
        LabelChange(record=number, form=after.form, path=right.path, old=left.label, new=right.label)
        for number, (before, after) in enumerate(zip(old, new, strict=True))
        for left, right in zip(before.fields, after.fields, strict=True)
        if _meant(left.label) != _meant(right.label)
    )


def _meant(label: Label) -> tuple[str | None, str | None, str | None]:
    return label.indicator, label.canonical, label.method
