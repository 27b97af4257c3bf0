"""How Schemathesis is told to call a service."""

from __future__ import annotations

import sys
from pathlib import Path

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def command_of(address: str, examples: int, seed: int) -> list[str]:
    """The command for so many examples of each operation and phase."""
    program = str(Path(sys.executable).with_name("schemathesis"))
    wanted = ["--checks", CHECKS, "--max-examples", str(examples), "--seed", str(seed)]
    return [program, "run", f"{address}/v1/openapi.json", *wanted, "--request-timeout", "70", "--no-color"]
