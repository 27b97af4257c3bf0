"""The result contract, version 1: what an extraction returns, whichever way it was asked for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from models.acceptance import PageKind
from models.record import CheckStatus, Comparator, MatchMethod, ValueKind

Probability = Annotated[float, Field(ge=0, le=1)]
BBox = Annotated[tuple[float, float, float, float], Field(description="x0, y0, x1, y1; origin top left; shown page")]
PageNumber = Annotated[int, Field(ge=1)]
Json = TypeAliasType("Json", "str | list[Json] | dict[str, Json] | None")
FormName = Literal[
    "project_self_evaluation", "fiscal_table", "performance_targets", "evaluation_scorecard", "narrative"
]
FieldStatus = Literal["accepted", "needs_review", "corrected", "confirmed"]


class Frozen(BaseModel):
    """A value of the contract: immutable, and no key beside those of the contract."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageInfo(Frozen):
    """A page as a viewer shows it: PDF points, or pixels of an image, or characters and lines of a text dump."""

    number: PageNumber
    width: float
    height: float
    rotation: Literal[0, 90, 180, 270] = Field(description="degrees clockwise that the shown page had to be turned")
    skew: float = Field(description="degrees, after that turn; positive: the content was turned clockwise")
    source: Literal["text_layer", "ocr", "plain_text"]
    garbled: bool = Field(
        description="a text layer was there and was not trusted: the page was read from its pixels, or, where `source` "
        "is still `text_layer`, some of its characters were put right from what the page shows"
    )
    quality: Probability


class DocumentInfo(Frozen):
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    filename: str
    media_type: str
    page_count: Annotated[int, Field(ge=0)]
    pages: tuple[PageInfo, ...]


class TableCell(Frozen):
    row: Annotated[int, Field(ge=0)]
    col: Annotated[int, Field(ge=0)]
    row_span: Annotated[int, Field(ge=1)]
    col_span: Annotated[int, Field(ge=1)]
    text: str
    confidence: Probability
    page: PageNumber
    bbox: BBox
    is_header: bool


class Table(Frozen):
    id: str
    title: str
    pages: tuple[PageNumber, ...]
    n_rows: int
    n_cols: int
    cells: tuple[TableCell, ...]


class Label(Frozen):
    raw: str = Field(description="what the page says")
    canonical: str | None
    indicator: str | None = Field(description="id in the catalogue; null where matching abstained")
    method: MatchMethod | None
    score: Probability


class Value(Frozen):
    kind: ValueKind
    number: str | None
    unit: str | None
    comparator: Comparator | None


class FieldSource(Frozen):
    page: PageNumber
    bbox: BBox
    table: str | None
    row: int | None
    col: int | None
    engine: str


class FieldEvidence(Frozen):
    """The evidence of one leaf of ``data``. ``source`` is null where the form has no place for it at all."""

    path: str
    label: Label
    text: str
    value: Value
    confidence: Probability
    status: FieldStatus
    source: FieldSource | None
    alternatives: tuple[str, ...] = ()
    repaired_from: str | None = None
    checks: tuple[str, ...] = ()
    reason: str | None = Field(default=None, description="the weakest observation, in plain words")


class Check(Frozen):
    id: str
    rule: str
    status: CheckStatus
    message: str
    expected: str | None
    actual: str | None
    paths: tuple[str, ...]


class Record(Frozen):
    form: FormName
    title: str
    tables: tuple[str, ...]
    pages: tuple[PageNumber, ...]
    form_confidence: Probability
    data: dict[str, Json]
    fields: tuple[FieldEvidence, ...]
    checks: tuple[Check, ...]


class ResultWarning(Frozen):
    code: str
    message: str
    page: int | None = None


class AcceptanceTerm(Frozen):
    """From which confidence on fields of a form on a kind of page were accepted, where a risk was asked for."""

    form: FormName
    pages: PageKind
    risk: Probability = Field(description="the greatest share wrong among accepted fields that was asked for")
    threshold: Probability | None = Field(description="null: nothing is accepted, because too little is known")
    bound: Probability | None = Field(description="no greater share of what is accepted is wrong, at this level")
    level: Probability
    fields: int = Field(description="fields at or above the threshold, of known truth, that this is known from")
    wrong: int = Field(description="of these")
    documents: int = Field(description="that they stood in")


class EngineInfo(Frozen):
    """Names and versions of what read it: the same input with the same engine gives the same result."""

    package: str
    ocr: str
    catalogue: str
    calibration: str


class ExtractionResult(Frozen):
    schema_version: Literal["1"] = "1"
    document: DocumentInfo
    tables: tuple[Table, ...]
    records: tuple[Record, ...]
    warnings: tuple[ResultWarning, ...]
    engine: EngineInfo
    acceptance: tuple[AcceptanceTerm, ...] = Field(
        default=(),
        exclude_if=lambda terms: not terms,
        description="only where a risk was asked for: on what terms fields were accepted",
    )
