"""The API's own description, put right where the framework cannot know better."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http.batch_schemas import BatchRequest
from api.http.problems import MEDIA_TYPE

_PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")
_WITH_KEYS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


def describe(app: FastAPI, *, asks_for_keys: bool) -> None:
    """Have ``app.openapi()`` say that errors are problems, and whether keys are asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            for operations in schema["paths"].values():
                for operation in operations.values():
                    _put_right(operation, asks_for_keys=asks_for_keys)
            for name in _FRAMEWORKS_OWN:
                schema["components"]["schemas"].pop(name, None)
            schema["components"]["schemas"] |= _read_by_hand()
            if not asks_for_keys:
                schema["components"].pop("securitySchemes", None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's documented way


def _put_right(operation: dict[str, Any], *, asks_for_keys: bool) -> None:
    secured = operation.get("security") is not None
    if secured and asks_for_keys:
        operation["responses"] |= {str(int(status)): {"description": status.phrase} for status in _WITH_KEYS}
    elif secured:
        del operation["security"]
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            response.update({"description": HTTPStatus(int(status)).phrase} | _PROBLEM)


def _read_by_hand() -> dict[str, Any]:
    """The schemas of what a route reads from the body itself, so that the framework does not know of it."""
    schema = BatchRequest.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), BatchRequest.__name__: schema}
