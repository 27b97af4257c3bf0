"""What a field stands beside and under: the words that a person sees when he looks for it on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.paths import role_of
from models.result import FieldEvidence

_MOST_NEIGHBOURS = 2
"""Fields before it that name the row of one which names itself: its code, or the two levels above it."""


def headings(field: FieldEvidence, fields: Sequence[FieldEvidence], columns: Mapping[str, str]) -> tuple[str, str]:
    """The heading of the field's row and that of its column, each empty where there is none.

    A label is the row's name, with the column's after it where the page says both: ``合计/项目支出``. ``fields`` are
    all of its record, in order; ``columns`` names the columns whose label says only the row, by role.
    """
    row, _, column = field.label.raw.strip(" ：:").partition("/")
    column = column or columns.get(role_of(field.path), "")
    # Where the row has no name its column's head is the label, perhaps with a star: that says nothing twice.
    if not row or row == "".join(field.text.split()) or row.strip("* ") == column:
        row = " / ".join(_neighbours(field, fields))
    return row, column


def _neighbours(field: FieldEvidence, fields: Sequence[FieldEvidence]) -> list[str]:
    """The words at the beginning of the field's own row; where it is the first itself, those after it."""
    line, inner, _ = field.path.rpartition("].")
    if not inner:
        return []
    row = [other for other in fields if other.path.startswith(f"{line}].")]
    at = next(index for index, other in enumerate(row) if other.path == field.path)
    return _words(row[:at])[-_MOST_NEIGHBOURS:] or _words(row[at + 1 :])[:1]


def _words(fields: Sequence[FieldEvidence]) -> list[str]:
    texts = ["".join(field.text.split()) for field in fields if field.value.kind in {"text", "code"}]
    return [text for text in texts if text]
