"""Calls that nobody would think of, made from the API's own description; ``benchmarks/calls.py`` makes more of them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from tests.api.http.strangers import command_of

EXAMPLES = 5


def test_no_call_breaks_the_service_or_its_description(served: Any, samples: Path, tmp_path: Path) -> None:
    file = {"file": ("a.pdf", (samples / "one-page.born.pdf").read_bytes())}
    assert served.client.post("/v1/documents", files=file, params={"wait": 60}).status_code == 200
    command = command_of(str(served.client.base_url).rstrip("/"), EXAMPLES, seed=1)
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    assert served.client.get("/readyz").status_code == 200
