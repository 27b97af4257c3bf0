"""The contract itself: JSON in UTF-8, keys in the contract's order."""

from __future__ import annotations

import json

from models.result import ExtractionResult


def to_json(result: ExtractionResult) -> bytes:
    return result.model_dump_json(indent=2).encode() + b"\n"


_LAST = b'\n  "engine": '
"""What a result's last key begins with. A line break in a text is escaped, so this stands nowhere else."""


def with_catalogue(data: bytes, version: str) -> bytes:
    """A result's JSON as it were had a catalogue of this version given the same answers.

    Raises ValueError for what :func:`to_json` did not write.
    """
    head, mark, engine = data.rpartition(_LAST)
    if not mark:
        raise ValueError("not a result's JSON: it has no engine at its end")
    said = json.loads(engine.rstrip().removesuffix(b"}"))
    lines = json.dumps(said | {"catalogue": version}, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    return head + mark + lines.encode() + b"\n}\n"
