"""A small result that has one of everything, services for whoever wants one, and which tests go first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from extractor.tools import Tools, load_tools
from models.result import ExtractionResult
from tests.reading_once import read_once
from tests.services import AT_REST, Served, id_of, serve_forked

# A property is about what comes out, not how soon: on a busy machine the default deadline of 200 ms tells nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

LONG = frozenset({"api", "hostile", "web", "test_pipeline.py"})
"""Folders of files that take minutes, with services and browsers, and a file that reads all kept samples: they go
first, so that no worker is left alone with one of them when the others have nothing more to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    items.sort(key=lambda item: LONG.isdisjoint(item.path.relative_to(tests).parts))


@pytest.fixture(scope="session")
def serving() -> Callable[..., Served]:
    """Starts a service on a data folder; whoever starts it kills it."""
    return lambda data_dir, *options: serve_forked(data_dir, *options, AT_REST)


@pytest.fixture(scope="session")
def tools() -> Tools:
    """What reading takes: loaded once, and never changed."""
    return load_tools()


@pytest.fixture(scope="session")
def read_into(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, str]]:
    """Fills a new data folder with documents that were read, by a service with such options; their ids by file name."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # that of all workers of this run

    def filled(data_dir: Path, documents: Sequence[Path], *options: str) -> dict[str, str]:
        shutil.copytree(read_once(shared, documents, *options), data_dir)
        return {path.name: id_of(path) for path in documents}

    return filled


@pytest.fixture
def result() -> ExtractionResult:
    return ExtractionResult.model_validate(
        {
            "document": {
                "sha256": "0" * 64,
                "filename": "自评表.pdf",
                "media_type": "application/pdf",
                "page_count": 1,
                "pages": [
                    {
                        "number": 1,
                        "width": 400,
                        "height": 300,
                        "rotation": 90,
                        "skew": -1.5,
                        "source": "ocr",
                        "garbled": False,
                        "quality": 0.8,
                    }
                ],
            },
            "tables": [
                {
                    "id": "t1",
                    "title": "项目支出绩效自评表",
                    "pages": [1],
                    "n_rows": 2,
                    "n_cols": 2,
                    "cells": [
                        _cell(0, 0, "指标 <名> | 称", row_span=1, col_span=2, is_header=True),
                        _cell(1, 0, "国高企业\n数量"),
                        _cell(1, 1, "=1+2"),
                    ],
                }
            ],
            "records": [
                {
                    "form": "project_self_evaluation",
                    "title": "项目支出绩效自评表",
                    "tables": ["t1"],
                    "pages": [1],
                    "form_confidence": 0.97,
                    "data": {
                        "project_name": "产业转型升级资金",
                        "funds": [{"item": "total", "initial_budget": "149000000.00", "annual_budget": None}],
                        "indicators": [{"level3": "=1+2", "score": "15"}],
                    },
                    "fields": [
                        _field("project_name", "产业转型升级资金", 0.99),
                        _field("funds[0].item", "年度资金总额", 0.99),
                        _field("funds[0].initial_budget", "149,000,000.00", 0.6, kind="amount", number="149000000.00"),
                        _field("funds[0].annual_budget", "—", 0.97, kind="none"),
                        _field("indicators[0].level3", "=1+2", 0.8),
                        _field("indicators[0].score", "15", 0.99, kind="number", number="15"),
                    ],
                    "checks": [
                        {
                            "id": "c1",
                            "rule": "total_score",
                            "status": "fail",
                            "message": "the scores add up to 15, the total says 16",
                            "expected": "15",
                            "actual": "16",
                            "paths": ["indicators[0].score"],
                        }
                    ],
                }
            ],
            "warnings": [{"code": "turn_undecided", "message": "page 1: which way is up <?>", "page": 1}],
            "engine": {"package": "scanledger 0", "ocr": "none 0", "catalogue": "0", "calibration": "0"},
        }
    )


def _cell(
    row: int, col: int, text: str, *, row_span: int = 1, col_span: int = 1, is_header: bool = False
) -> dict[str, object]:
    return {
        "row": row,
        "col": col,
        "row_span": row_span,
        "col_span": col_span,
        "text": text,
        "confidence": 0.9,
        "page": 1,
        "bbox": [20 + 180 * col, 50 + 60 * row, 20 + 180 * (col + col_span), 50 + 60 * (row + row_span)],
        "is_header": is_header,
    }


def _field(
    path: str, text: str, confidence: float, *, kind: str = "text", number: str | None = None
) -> dict[str, object]:
    doubtful = confidence < 0.9
    return {
        "path": path,
        "label": {"raw": "指标", "canonical": "指标名称", "indicator": "pse.x", "method": "exact", "score": 1.0},
        "text": text,
        "value": {"kind": kind, "number": number, "unit": None, "comparator": None},
        "confidence": confidence,
        "status": "needs_review" if doubtful else "accepted",
        "source": {
            "page": 1,
            "bbox": [200, 110, 380, 170],
            "table": "t1",
            "row": 1,
            "col": 1,
            "engine": "rapidocr",
        },
        "alternatives": ["148,000,000.00"] if doubtful else [],
        "checks": ["c1"] if path.endswith("score") else [],
        "reason": "a faint digit" if doubtful else None,
    }
