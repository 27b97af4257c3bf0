"""Errors as RFC 9457 problems, mapped in one place."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from models.errors import LimitExceeded, ScanledgerError, StorageError, UnsupportedInput, UsageError

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, for a program (``code``, ``status``) and for a person (``title``, ``detail``)."""

    type: str = Field(default="about:blank", description="always about:blank: the code says which problem it is")
    title: str
    status: int
    detail: str
    code: str = Field(description="stable name of the problem")


class Trouble(Exception):
    """Raised by a route; becomes a :class:`Problem`."""

    def __init__(self, status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


def not_found(what: str) -> Trouble:
    return Trouble(HTTPStatus.NOT_FOUND, "not_found", f"{what} is not here; it was never accepted or was deleted")


_STATUS: Mapping[type[ScanledgerError], HTTPStatus] = {
    LimitExceeded: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnsupportedInput: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UsageError: HTTPStatus.BAD_REQUEST,
    StorageError: HTTPStatus.SERVICE_UNAVAILABLE,
}


def answer_problems(app: FastAPI) -> None:
    """Have the app answer every error as a problem, and tell ``app.state.refused`` its code."""
    app.state.refused = _nobody_counts

    @app.exception_handler(Trouble)
    async def trouble(request: Request, error: Trouble) -> JSONResponse:
        return _counted(request, error.status, error.code, error.detail, error.headers)

    @app.exception_handler(ScanledgerError)
    async def known(request: Request, error: ScanledgerError) -> JSONResponse:
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
        return _counted(request, status, error.code, str(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        return _counted(request, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", said)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        return _counted(request, status, status.phrase.lower().replace(" ", "_"), str(error.detail), error.headers)


def _counted(
    request: Request, status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    request.app.state.refused(code)
    problem = Problem(title=status.phrase, status=status, detail=detail, code=code)
    return JSONResponse(problem.model_dump(), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def _nobody_counts(_code: str) -> None:
    """What is told of refusals while nobody watches."""
