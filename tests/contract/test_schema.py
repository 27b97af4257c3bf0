"""The contract's schema is committed: a change that breaks a reader shows up here, and needs version 2."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.result import AcceptanceTerm, ExtractionResult

Schema = dict[str, Any]

COMMITTED = Path(__file__).parents[2] / "models" / "schema" / "result-v1.json"


def _current() -> Schema:
    return ExtractionResult.model_json_schema(mode="serialization")


def _breaks(old: Schema, new: Schema, path: str = "") -> Iterator[str]:
    """What a reader of ``old`` relied on and ``new`` no longer keeps. Something new beside it breaks nothing."""
    for key in ("type", "const", "$ref", "pattern", "minimum", "maximum", "minItems", "maxItems"):
        if old.get(key) != new.get(key):
            yield f"{path}: {key} was {old.get(key)}, is {new.get(key)}"
    for value in sorted(set(new.get("enum", ())) - set(old.get("enum", ()))):
        yield f"{path}: {value}: a value that no reader knows"
    for key in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        yield f"{path}.{key}: may now be missing"
    before, after = _parts(old), _parts(new)
    for key in before.keys() - after.keys():
        yield f"{path}.{key}: gone"
    for key in before.keys() & after.keys():
        yield from _breaks(before[key], after[key], f"{path}.{key}")
    for group in ("anyOf", "prefixItems"):
        if len(old.get(group, ())) != len(new.get(group, ())):
            yield f"{path}: {group} is longer or shorter"


def _parts(schema: Schema) -> dict[str, Schema]:
    """The schemas inside a schema, by where they stand."""
    named = {key: part for group in ("properties", "$defs") for key, part in schema.get(group, {}).items()}
    listed = {
        f"{group}[{index}]": part
        for group in ("anyOf", "prefixItems")
        for index, part in enumerate(schema.get(group, ()))
    }
    single = {key: schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)}
    return named | listed | single


def test_the_committed_schema_is_the_one_that_the_models_give() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert list(_breaks(committed, _current())) == [], "a breaking change: it needs version 2 of the contract"
    assert committed == _current(), "nothing breaks, but the file is old: make schema"


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (("properties",), lambda part: part.pop("warnings")),
        (("$defs", "Table", "required"), lambda part: part.remove("title")),
        (("$defs", "PageInfo", "properties", "width"), lambda part: part.update(type="string")),
        (("$defs", "PageInfo", "properties", "source", "enum"), lambda part: part.append("guess")),
        (("$defs", "TableCell", "properties", "bbox", "prefixItems"), lambda part: part.pop()),
    ],
)
def test_what_would_break_a_reader_is_seen(place: tuple[str, ...], change: Any) -> None:
    changed = copy.deepcopy(_current())
    part: Any = changed
    for key in place:
        part = part[key]
    change(part)
    assert list(_breaks(_current(), changed))


def test_a_new_optional_key_breaks_nobody() -> None:
    changed = copy.deepcopy(_current())
    changed["$defs"]["Table"]["properties"]["note"] = {"type": "string"}
    assert not list(_breaks(_current(), changed))


def test_a_result_keeps_the_contracts_keys_and_their_order(result: ExtractionResult) -> None:
    """The names of the published contract, typed out: renaming one in the models must fail here."""
    dumped = result.model_dump(mode="json")
    assert list(dumped) == ["schema_version", "document", "tables", "records", "warnings", "engine"]
    assert dumped["schema_version"] == "1"
    assert list(dumped["document"]) == ["sha256", "filename", "media_type", "page_count", "pages"]
    assert list(dumped["document"]["pages"][0]) == [
        "number", "width", "height", "rotation", "skew", "source", "garbled", "quality",
    ]  # fmt: skip
    assert list(dumped["tables"][0]) == ["id", "title", "pages", "n_rows", "n_cols", "cells"]
    assert list(dumped["tables"][0]["cells"][0]) == [
        "row", "col", "row_span", "col_span", "text", "confidence", "page", "bbox", "is_header",
    ]  # fmt: skip
    record = dumped["records"][0]
    assert list(record) == ["form", "title", "tables", "pages", "form_confidence", "data", "fields", "checks"]
    assert {
        "path", "label", "text", "value", "confidence", "status", "source", "alternatives", "repaired_from", "checks",
    } <= set(record["fields"][0])  # fmt: skip
    assert list(record["fields"][0]["label"]) == ["raw", "canonical", "indicator", "method", "score"]
    assert list(record["fields"][0]["value"]) == ["kind", "number", "unit", "comparator"]
    assert list(record["fields"][0]["source"]) == ["page", "bbox", "table", "row", "col", "engine"]
    assert list(record["checks"][0]) == ["id", "rule", "status", "message", "expected", "actual", "paths"]
    assert list(dumped["warnings"][0]) == ["code", "message", "page"]


def test_terms_of_acceptance_are_only_there_where_a_risk_was_asked_for(result: ExtractionResult) -> None:
    term = AcceptanceTerm(
        form="narrative",
        pages="clear",
        risk=0.002,
        threshold=0.99,
        bound=0.0018,
        level=0.95,
        fields=2000,
        wrong=0,
        documents=20,
    )
    asked = result.model_copy(update={"acceptance": (term,)})
    assert asked.model_dump(mode="json")["acceptance"][0]["threshold"] == 0.99
    assert ExtractionResult.model_validate_json(asked.model_dump_json()) == asked
    assert ExtractionResult.model_validate_json(result.model_dump_json()) == result
