"""Nothing that was accepted is lost, and nothing is published twice, whatever process is killed and whenever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.endurance.ordeal import endure
from tests.services import AT_REST, Served, serve, serve_forked

KILLS = 5
SAMPLE = Path(__file__).parents[3] / "samples" / "set" / "one-page.born.pdf"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_accepted_is_kept_though_processes_are_killed(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    database, start = None, serve
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        database, start = (fresh(), fresh()), _at_rest
    ordeal = endure(tmp_path, SAMPLE.read_bytes(), rounds=KILLS, seed=3, database=database, start=start)
    assert ordeal.missing == []
    assert sum(ordeal.kills.values()) == KILLS
    assert not ordeal.failed
    assert ordeal.ledger.runs


def _at_rest(data_dir: Path, *options: str, port: int) -> Served:
    """That readers are killed while they rehearse, and programs while they load, the other database shows."""
    return serve_forked(data_dir, *options, AT_REST, port=port)
