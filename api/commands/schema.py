"""``scanledger schema``: the result contract as JSON Schema, or the HTTP API as OpenAPI."""

from __future__ import annotations

import argparse
import json
from typing import Any

from api.http.app import routed_app
from models.result import ExtractionResult


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("schema", description=__doc__)
    parser.add_argument("--api", action="store_true", help="the HTTP API as OpenAPI")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    schema = api_schema() if arguments.api else result_schema()
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return True


def result_schema() -> dict[str, Any]:
    """The JSON Schema of version 1, as results are written (defaults filled in)."""
    return ExtractionResult.model_json_schema(mode="serialization")


def api_schema() -> dict[str, Any]:
    """The API as OpenAPI describes it, of a service that asks for keys."""
    return routed_app(asks_for_keys=True).openapi()
