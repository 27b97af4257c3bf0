"""The house keeps its shape: who imports whom, and no file that outgrew its purpose."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "extractor", "models", "samples")
LONGEST_FILE = 300
"""Lines. A file longer than this has more than one purpose."""


def _sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_imports_go_one_way() -> None:
    """import-linter, with the contracts in pyproject.toml."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_stands_in_the_contract_of_rooms() -> None:
    """A new room must be added to it, or nobody would notice what it imports."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    bound = next(c["layers"][-1] for c in contracts if c.get("containers") == ["extractor"])
    assert bound.split(" | ") == sorted(door.parent.name for door in (ROOT / "extractor").glob("*/__init__.py"))


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_purpose(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


def test_reading_a_document_loads_no_way_in_and_no_maker_of_samples() -> None:
    """What the contracts say of the text of imports holds for what is really loaded, too."""
    code = "import sys, extractor.pipeline; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"api", "samples"} & set(done.stdout.split())
