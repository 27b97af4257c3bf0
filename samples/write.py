"""Samples written to a folder."""

from __future__ import annotations

import json
from pathlib import Path

from samples.sample import Sample


def write_sample(folder: Path, name: str, sample: Sample) -> Path:
    """Write the file and the truth beside it; the path of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{sample.suffix}"
    path.write_bytes(sample.data)
    truth = json.dumps(sample.truth, ensure_ascii=False, indent=1)
    path.with_name(f"{path.name}.truth.json").write_text(truth + "\n", encoding="utf-8")
    return path
