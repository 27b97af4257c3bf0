"""The contract itself: JSON in UTF-8, keys in the contract's order."""

from __future__ import annotations

import json

from models.result import ExtractionResult


def to_json(result: ExtractionResult) -> bytes:
    text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False)
    return text.encode() + b"\n"
