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


class Catalogue(BaseModel):
    """``version`` names this very content: the house's version, and those of the user's files after a plus."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    indicators: tuple[Indicator, ...]

    def named(self, indicator: str) -> Indicator | None:
        """The indicator with an id, or None."""
        return next((entry for entry in self.indicators if entry.id == indicator), None)
