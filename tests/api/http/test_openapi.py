from __future__ import annotations

import json
from pathlib import Path

from api.commands.schema import api_schema

COMMITTED = Path(__file__).parents[3] / "api" / "http" / "openapi-v1.json"


def test_the_committed_description_is_the_apis_own() -> None:
    """Where this fails, the API has changed: run ``make schema``, and see whether a caller breaks."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == json.loads(json.dumps(api_schema()))


def test_every_route_says_which_problems_it_answers() -> None:
    schema = api_schema()
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"], (path, status)
            if operation.get("security"):
                assert {"401", "403", "429"} <= set(operation["responses"]), path


def test_whatever_takes_a_body_says_that_it_may_be_broken() -> None:
    operations = [one for path in api_schema()["paths"].values() for one in path.values()]
    assert all("400" in one["responses"] for one in operations if "requestBody" in one)
