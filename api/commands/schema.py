"""``scanledger schema``: the result contract as JSON Schema."""

from __future__ import annotations

import argparse
import json
from typing import Any

from models.result import ExtractionResult


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("schema", help="print the result contract as JSON Schema")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> bool:
    print(json.dumps(result_schema(), ensure_ascii=False, indent=2))
    return True


def result_schema() -> dict[str, Any]:
    """The JSON Schema of version 1, as results are written (defaults filled in)."""
    return ExtractionResult.model_json_schema(mode="serialization")
