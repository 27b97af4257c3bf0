"""The web application, put together."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI

from api.http import documents, events, health, results
from api.http.problems import answer_problems
from api.service import Service


def create_app(service: Service) -> FastAPI:
    """The application that answers for an open service."""
    app = FastAPI(
        title="scanledger",
        version=version("scanledger"),
        summary="Numbers out of messy scans of Chinese government budget, final-account and performance forms.",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.service = service
    answer_problems(app)
    for part in (documents, results, events, health):
        app.include_router(part.router)
    return app
