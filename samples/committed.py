"""The small set that is kept with the sources: which documents, and how to write them again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from samples.container import Container
from samples.variants import make_samples
from samples.write import write_sample


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the set: its name, and the draw that it comes from."""

    name: str
    seed: int
    index: int
    variant: str
    container: Container | None = None


KEPT = (
    Kept("one-page", 1, 6, "born"),
    Kept("two-pages", 1, 0, "born"),
    Kept("turned", 1, 1, "rotate"),
    Kept("turned-back", 1, 2, "rotate_upright"),
    Kept("scramble-a", 1, 3, "scrambled"),
    Kept("scramble-b", 1, 4, "scrambled"),
    Kept("text", 1, 5, "dump"),
    Kept("clean", 1, 7, "none", "pdf"),
    Kept("office", 1, 8, "light", "pdf"),
    Kept("office-tiff", 1, 9, "light", "tif"),
    Kept("demo", 1, 10, "heavy", "pdf"),
    Kept("stamped", 1, 11, "heavy", "jpg"),
    Kept("photo", 1, 12, "worst", "pdf"),
    Kept("fax", 1, 13, "worst", "pdf"),
)


def write_set(folder: Path) -> list[Path]:
    """Write the set and its manifest into the folder; the paths of the documents."""
    paths: list[Path] = []
    manifest = []
    for kept in KEPT:
        for sample in make_samples(kept.seed, kept.index, [kept.variant], kept.container):
            path = write_sample(folder, kept.name, sample)
            manifest.append({"file": path.name} | asdict(kept))
            paths.append(path)
    (folder / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return paths
