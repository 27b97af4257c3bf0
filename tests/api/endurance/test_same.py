from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.endurance.same import sent_at_once
from tests.services import Served

COUNT = 10


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_same_bytes_sent_at_once_are_one_document_each_time(
    serving: Callable[..., Served], tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    options = ["--slots", "1"]
    if kind == "postgresql":
        fresh = request.getfixturevalue("postgresql")
        options += ["--database", fresh(), "--jobs", fresh()]
    server = serving(tmp_path / "data", *options)
    try:
        assert sent_at_once(str(server.client.base_url), COUNT, lambda n: f"第{n}份\n".encode()) == []
    finally:
        server.kill()
