"""The web application, put together."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI

from api.http import (
    audit,
    batches,
    carried,
    catalogue,
    catalogue_versions,
    decisions,
    documents,
    edits,
    events,
    health,
    me,
    overview,
    pages,
    proposals,
    results,
    review,
    watching,
)
from api.http.access import Doorkeeper
from api.http.openapi import describe
from api.http.problems import answer_problems
from api.service import Service
from api.web import pages_router

CALLS_A_MINUTE = 1200
"""With one key: a reviewer at ten decisions a second, twice over. It stops a program that has gone wild."""


def create_app(service: Service, *, asks_for_keys: bool, calls_a_minute: int = CALLS_A_MINUTE) -> FastAPI:
    """The application that answers for an open service, to anybody or to those who have a key."""
    app = routed_app(asks_for_keys=asks_for_keys)
    app.state.service = service
    app.state.doorkeeper = Doorkeeper(asks=asks_for_keys, calls_a_minute=calls_a_minute)
    watching.watch(app, service)
    return app


def routed_app(*, asks_for_keys: bool) -> FastAPI:
    """The application with all its routes and its description, and nothing behind them."""
    app = FastAPI(
        title="scanledger",
        version=version("scanledger"),
        summary="Numbers out of messy scans of Chinese government budget, final-account and performance forms.",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    answer_problems(app)
    parts = (
        documents,
        batches,
        results,
        pages,
        decisions,
        edits,
        carried,
        review,
        overview,
        catalogue,
        catalogue_versions,
        proposals,
        me,
        events,
        audit,
        health,
        watching,
    )
    for part in parts:
        app.include_router(part.router)
    app.include_router(pages_router())
    describe(app, asks_for_keys=asks_for_keys)
    return app
