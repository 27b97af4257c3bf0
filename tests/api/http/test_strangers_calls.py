"""Calls that nobody would think of, made from the API's own description."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_no_call_breaks_the_service_or_its_description(served: Any, samples: Path, tmp_path: Path) -> None:
    file = {"file": ("a.pdf", (samples / "one-page.born.pdf").read_bytes())}
    assert served.client.post("/v1/documents", files=file, params={"wait": 60}).status_code == 200
    url = f"{served.client.base_url}/v1/openapi.json"
    command = ["schemathesis", "run", url, "--checks", CHECKS, "--max-examples", "5", "--request-timeout", "70"]
    program = str(Path(sys.executable).with_name(command[0]))
    done = subprocess.run(
        [program, *command[1:], "--seed", "1", "--no-color"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert served.client.get("/readyz").status_code == 200
