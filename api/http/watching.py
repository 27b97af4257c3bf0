"""What is told of the service while it runs: Prometheus metrics, and one log line a request, without any text read."""

from __future__ import annotations

import time
from collections.abc import Iterator

import structlog
from fastapi import APIRouter, FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.dependencies import Serving
from api.service import Service
from api.storage.database import looking
from api.storage.figures import figures

router = APIRouter(tags=["health"])


class KeptFigures(Collector):
    """Figures that are counted in the database when they are asked for, so that a restart loses none."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        with looking(self._service.database) as connection:
            kept = figures(connection)
        runs = GaugeMetricFamily("scanledger_runs", "Runs by state", labels=["state"])
        for state, count in kept.runs.items():
            runs.add_metric([state], count)
        failures = CounterMetricFamily("scanledger_failures", "Documents that could not be read", labels=["code"])
        for code, count in kept.failures.items():
            failures.add_metric([code], count)
        refused = CounterMetricFamily("scanledger_refused_items", "Files of batches that were refused", labels=["code"])
        for code, count in kept.refused_items.items():
            refused.add_metric([code], count)
        yield refused
        yield runs
        yield failures
        queued = GaugeMetricFamily("scanledger_queued", "Queued runs, by who waits for them", labels=["by"])
        oldest = GaugeMetricFamily("scanledger_oldest_queued_seconds", "Wait of the oldest queued run", labels=["by"])
        for by, queue in kept.queues.items():
            queued.add_metric([by], queue.length)
            oldest.add_metric([by], queue.oldest_s)
        yield queued
        yield oldest
        yield CounterMetricFamily("scanledger_reader_deaths", "Reading processes that died of a file", kept.deaths)
        yield CounterMetricFamily("scanledger_reader_kills", "Reading processes ended from outside", kept.kills)
        yield CounterMetricFamily("scanledger_pages", "Pages read", kept.pages)
        yield CounterMetricFamily("scanledger_fields", "Fields published", kept.fields)
        yield CounterMetricFamily("scanledger_fields_to_review", "Fields published for review", kept.to_review)
        yield CounterMetricFamily("scanledger_failed_checks", "Checks that failed", kept.failed_checks)


def watch(app: FastAPI, service: Service) -> None:
    """Count, time and log every request of an application, and answer ``/metrics``."""
    registry = service.meters.registry
    registry.register(KeptFigures(service))
    app.state.refused = service.meters.refused
    labels = ["method", "route"]
    app.add_middleware(
        Watched,
        seconds=Histogram("scanledger_request_seconds", "Seconds to the first byte", labels, registry=registry),
        answers=Counter("scanledger_requests", "Requests by answer", [*labels, "status"], registry=registry),
    )


class Watched:
    """Wraps an application by hand: the framework's own way of doing so costs a task and three queues a request."""

    def __init__(self, app: ASGIApp, seconds: Histogram, answers: Counter) -> None:
        self._app, self._seconds, self._answers = app, seconds, answers
        self._log = structlog.get_logger("scanledger.http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started_s = time.perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(scope, message["status"], time.perf_counter() - started_s)
            await send(message)

        await self._app(scope, receive, sent)

    def _count(self, scope: Scope, status: int, took_s: float) -> None:
        # The route's pattern, never the path: ids in a label would be a series each.
        method, route = scope["method"], getattr(scope.get("route"), "path", "none")
        document = scope.get("path_params", {}).get("document")
        self._seconds.labels(method, route).observe(took_s)
        self._answers.labels(method, route, status).inc()
        self._log.info("request", method=method, route=route, status=status, s=took_s, document=document)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(service: Serving) -> Response:
    """Figures in Prometheus' text format."""
    return Response(generate_latest(service.meters.registry), media_type=CONTENT_TYPE_LATEST)
