"""The small set that is kept with the sources: which documents, and how to write them again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import yaml

from samples.container import Container
from samples.variants import SELF_EVALUATION, make_samples
from samples.write import write_sample


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the set: its name, and the draw that it comes from."""

    name: str
    seed: int
    index: int
    variant: str
    container: Container | None = None
    family: str = SELF_EVALUATION


def load_set() -> tuple[Kept, ...]:
    """What ``data/set.yaml`` lists."""
    entries = yaml.safe_load((files("samples") / "data" / "set.yaml").read_text(encoding="utf-8"))
    return tuple(Kept(**entry) for entry in entries)


def write_set(folder: Path) -> list[Path]:
    """Write the set and its manifest into the folder; the paths of the documents."""
    paths: list[Path] = []
    manifest = []
    for kept in load_set():
        for sample in make_samples(kept.seed, kept.index, [kept.variant], kept.container, family=kept.family):
            path = write_sample(folder, kept.name, sample)
            manifest.append({"file": path.name} | asdict(kept))
            paths.append(path)
    (folder / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return paths
