"""What people said of documents, as known truth: what a calibration on one's own documents is fitted to."""

from __future__ import annotations

from api.review.session import Session
from models.result import Json

CANNOT_TELL = "unreadable"


def truth_of(session: Session) -> dict[str, Json] | None:
    """A truth file's content; None where nobody has said what stands in any field.

    Only fields that somebody decided on are to be judged: nobody looked at the others.
    """
    judged: list[list[Json]] = [[] for _ in session.result.records]
    for (record, path), stack in session.ledger.stacks.items():
        if stack and stack[-1].action != CANNOT_TELL:
            judged[record].append(path)
    if not any(judged):
        return None
    records: list[Json] = [
        {"form": record.form, "data": dict(record.data), "judged": list(paths)}
        for record, paths in zip(session.result.records, judged, strict=True)
    ]
    return {"form": session.result.records[0].form, "variant": "reviewed", "grade": None, "records": records}
