"""Results that are doubtful in places."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from models.result import (
    DocumentInfo,
    EngineInfo,
    ExtractionResult,
    FieldEvidence,
    FieldSource,
    FormName,
    Label,
    PageInfo,
    Record,
    Value,
)

Doubtful = Callable[..., ExtractionResult]


@pytest.fixture
def doubtful() -> Doubtful:
    """Makes a result of fields that need review with a confidence, or are sure (None). ``p2.x`` stands on page 2."""

    def made(
        paths: dict[str, float | None], unit: str | None = None, form: FormName = "project_self_evaluation"
    ) -> ExtractionResult:
        pages = [
            PageInfo(number=n, width=600, height=800, rotation=0, skew=0, source="ocr", garbled=False, quality=1)
            for n in range(1, 10)
        ]
        return ExtractionResult(
            document=DocumentInfo(
                sha256="0" * 64, filename="表.pdf", media_type="application/pdf", page_count=9, pages=tuple(pages)
            ),
            tables=(),
            records=(
                Record(
                    form=form,
                    title="表",
                    tables=(),
                    pages=(1,),
                    form_confidence=1,
                    data={"department": unit},
                    fields=tuple(_field(row, path, confidence) for row, (path, confidence) in enumerate(paths.items())),
                    checks=(),
                ),
            ),
            warnings=(),
            engine=EngineInfo(package="p", ocr="o", catalogue="c", calibration="k"),
        )

    return made


def _field(row: int, path: str, confidence: float | None) -> FieldEvidence:
    page = re.match(r"p(\d)\.", path)
    return FieldEvidence(
        path=path,
        label=Label(raw=path, canonical=None, indicator=None, method=None, score=1),
        text="10",
        value=Value(kind="number", number="10", unit=None, comparator=None),
        confidence=1.0 if confidence is None else confidence,
        status="accepted" if confidence is None else "needs_review",
        source=FieldSource(
            page=int(page[1]) if page else 1,
            bbox=(0.0, row * 20.0, 50.0, row * 20.0 + 18),
            table=None,
            row=row,
            col=0,
            engine="rapidocr",
        ),
        reason=None if confidence is None else "one character was hard to read",
    )
