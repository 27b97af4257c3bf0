"""Answers that a caller need not be sent again."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from fastapi import Request, Response
from pydantic import BaseModel


def tagged(answer: BaseModel, request: Request) -> Response:
    """The answer as JSON with an ``ETag`` over its bytes; 304 for a caller that has it."""
    data = answer.model_dump_json().encode()
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if etag in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
    return Response(data, media_type="application/json", headers={"ETag": etag})
