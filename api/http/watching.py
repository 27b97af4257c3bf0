"""What is told of the service while it runs: Prometheus metrics, and one log line a request, without any text read."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

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
    seconds = Histogram("scanledger_request_seconds", "Seconds to the first byte", labels, registry=registry)
    answers = Counter("scanledger_requests", "Requests by answer", [*labels, "status"], registry=registry)
    log = structlog.get_logger("scanledger.http")

    @app.middleware("http")
    async def watched(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        started_s = time.perf_counter()
        response = await call_next(request)
        took_s = time.perf_counter() - started_s
        # The route's pattern, never the path: ids in a label would be a series each.
        route = getattr(request.scope.get("route"), "path", "none")
        seconds.labels(request.method, route).observe(took_s)
        answers.labels(request.method, route, response.status_code).inc()
        document = request.path_params.get("document")
        log.info(
            "request", method=request.method, route=route, status=response.status_code, s=took_s, document=document
        )
        return response


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(service: Serving) -> Response:
    """Figures in Prometheus' text format."""
    return Response(generate_latest(service.meters.registry), media_type=CONTENT_TYPE_LATEST)
