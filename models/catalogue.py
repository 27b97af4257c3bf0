"""The catalogue of canonical indicators: what the same thing is called over years and places."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

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


class Subject(BaseModel):
    """A 科目 of a classification of expenditure. Its code says where it stands: 20132 is under 201."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^\d{3}(\d\d){0,2}$")
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``function.20132``, ``economy.30101``."""
        return f"{'function' if self.code.startswith('2') else 'economy'}.{self.code}"


class CatalogueFile(BaseModel):
    """A catalogue as it is written down. ``version`` names its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[Subject, ...] = ()
