"""What came of an archive, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from api.archives.journal import Entry


class Report(BaseModel):
    """``errors``: failed documents by the error's code. ``documents`` counts those that could be read."""

    model_config = ConfigDict(frozen=True)

    files: int
    documents: int
    pages: int
    failed_pages: int
    records: int
    fields: int
    to_review: int
    failed_checks: int
    errors: dict[str, int]
    seconds: float

    @property
    def review_share(self) -> float:
        """The share of fields that a person must see."""
        return self.to_review / self.fields if self.fields else 0.0

    def said(self) -> str:
        """A few lines for a person."""
        lines = [
            f"{self.documents} of {self.files} files read: {self.pages} pages, {self.records} records",
            f"{self.fields} fields, {self.to_review} to review ({self.review_share:.1%})",
            f"{self.failed_checks} failed checks, {self.failed_pages} failed pages",
        ]
        lines += [f"{count} x {code}" for code, count in sorted(self.errors.items(), key=lambda item: -item[1])]
        return "\n".join(lines)


def report_of(entries: Collection[Entry]) -> Report:
    """Adds up the entries of an archive, one a file."""
    return Report(
        files=len(entries),
        documents=sum(entry.state == "done" for entry in entries),
        pages=sum(entry.pages for entry in entries),
        failed_pages=sum(entry.failed_pages for entry in entries),
        records=sum(entry.records for entry in entries),
        fields=sum(entry.fields for entry in entries),
        to_review=sum(entry.to_review for entry in entries),
        failed_checks=sum(entry.failed_checks for entry in entries),
        errors=dict(Counter(entry.code or "error" for entry in entries if entry.state == "failed")),
        seconds=round(sum(entry.seconds for entry in entries), 1),
    )
