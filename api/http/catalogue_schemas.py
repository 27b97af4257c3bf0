"""What the API is told and answers of own versions of the catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.http.schemas import Answer
from api.storage.catalogues import CatalogueVersion
from extractor.comparing import Drift, LabelChange
from models.catalogue import CatalogueFile
from models.record import ValueKind

_MOST_ENTRIES = 5000
"""Entries that one version may add: all indicators of a province have fewer."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$")]
Texts = Annotated[tuple[Text, ...], Field(max_length=100)]
EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=100)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{3}(\d\d){0,2}$")]


class AliasIn(BaseModel):
    """Another wording of an indicator that is there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: EntryId
    alias: Text


class IndicatorIn(BaseModel):
    """An indicator of one's own; an id that is there is replaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: EntryId
    name: Text
    aliases: Texts = ()
    kind: ValueKind = "text"
    unit: Text | None = None
    parent: Text | None = None


class SubjectIn(BaseModel):
    """A 科目 of one's own; a code that is there is replaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    name: Text
    aliases: Texts = ()


class VersionIn(BaseModel):
    """What is to be added to, or taken from, an own version: together a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    based_on: Annotated[
        int | None, Field(ge=0, le=2**31 - 1, description="the adopted one without it; 0 for no own entries")
    ] = None
    aliases: Annotated[tuple[AliasIn, ...], Field(max_length=_MOST_ENTRIES)] = ()
    indicators: Annotated[tuple[IndicatorIn, ...], Field(max_length=_MOST_ENTRIES)] = ()
    subjects: Annotated[tuple[SubjectIn, ...], Field(max_length=_MOST_ENTRIES)] = ()
    remove: Annotated[
        tuple[Text, ...], Field(max_length=_MOST_ENTRIES, description="ids of own entries that are left out")
    ] = ()
    note: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$", description="why, for people")] = ""


class VersionSummary(Answer):
    """``version`` is the part of ``engine.catalogue`` that names it."""

    number: int
    version: str
    note: str
    created_by: str
    created_at: datetime
    indicators: int
    subjects: int
    adopted: Annotated[bool, Field(description="documents are read with it now")]

    @staticmethod
    def of(version: CatalogueVersion, adopted: int) -> VersionSummary:
        content = CatalogueFile.model_validate(version.content)
        return VersionSummary(
            number=version.number,
            version=content.version,
            note=version.note,
            created_by=version.created_by,
            created_at=version.created_at,
            indicators=len(content.indicators),
            subjects=len(content.subjects),
            adopted=version.number == adopted,
        )


class VersionList(Answer):
    versions: tuple[VersionSummary, ...]
    adopted: int


class VersionAnswer(Answer):
    version: VersionSummary
    content: CatalogueFile


class PreviewedDocument(Answer):
    """What would change in a document's newest result, with nothing read again."""

    document: str
    filename: str
    labels: tuple[LabelChange, ...]
    drift: Drift


class Preview(Answer):
    """``documents``: those of this page in which something changes. ``compared``: how many were looked at."""

    compared: int
    left_out: Annotated[int, Field(description="documents without a result that can be understood again")]
    documents: tuple[PreviewedDocument, ...]
    next: Annotated[str | None, Field(description="cursor of the next page; null on the last one")]
