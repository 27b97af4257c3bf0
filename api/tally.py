"""A result in a few numbers: what listings, reports and metrics tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from models.result import ExtractionResult


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records and fields there are, fields that need review, and checks that failed."""

    records: int
    fields: int
    to_review: int
    failed_checks: int


def tally_of(result: ExtractionResult) -> Tally:
    fields = [field for record in result.records for field in record.fields]
    return Tally(
        records=len(result.records),
        fields=len(fields),
        to_review=sum(field.status == "needs_review" for field in fields),
        failed_checks=sum(check.status == "fail" for record in result.records for check in record.checks),
    )
