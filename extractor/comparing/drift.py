"""What changed between two results of one document."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.record import CheckStatus


class Change(BaseModel):
    """``record`` counts from 0 in the newer result, or in the older one for what is gone from the newer."""

    model_config = ConfigDict(frozen=True)

    record: int
    form: str


class FieldChange(Change):
    """``old`` or ``new`` is the value in ``data``, or None where the field is not in that result, or is null there."""

    path: str
    change: Literal["added", "gone", "value"]
    old: str | None
    new: str | None


class CheckChange(Change):
    """A check whose outcome is another one now."""

    id: str
    old: CheckStatus
    new: CheckStatus
    message: str


class Drift(BaseModel):
    """``review``: fields that need review now and did not (positive), or the other way round (negative)."""

    model_config = ConfigDict(frozen=True)

    fields: tuple[FieldChange, ...]
    broken: tuple[CheckChange, ...]
    mended: tuple[CheckChange, ...]
    review: int

    @property
    def empty(self) -> bool:
        return not (self.fields or self.broken or self.mended or self.review)
