"""The catalogue of canonical indicators: what the same thing is called over years and places."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from models.record import ValueKind


class Indicator(BaseModel):
    """One canonical name. ``parent`` is the level-2 label that it usually stands under, ``unit`` its usual unit.

    Both are hints for telling two indicators of similar names apart, and neither is required of a page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ValueKind = "text"
    unit: str | None = None
    parent: str | None = None


class CatalogueFile(BaseModel):
    """A catalogue as it is written down. ``version`` names its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    indicators: tuple[Indicator, ...]
