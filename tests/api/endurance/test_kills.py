"""Nothing that was accepted is lost, and nothing is published twice, whatever process is killed and whenever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.endurance.ordeal import endure

KILLS = 5
SAMPLE = Path(__file__).parents[3] / "samples" / "set" / "one-page.born.pdf"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_accepted_is_kept_though_processes_are_killed(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    database = None
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        database = (fresh(), fresh())
    ordeal = endure(tmp_path, SAMPLE.read_bytes(), rounds=KILLS, seed=3, database=database)
    assert ordeal.missing == []
    assert sum(ordeal.kills.values()) == KILLS
    assert not ordeal.failed
    assert ordeal.ledger.runs
