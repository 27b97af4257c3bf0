"""Machines that share one database and one S3-like store."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.result import ExtractionResult
from tests.api.endurance.cluster import work_of
from tests.api.endurance.s3 import NotInstalled, s3_store
from tests.services import AT_REST

SAMPLE = Path(__file__).parents[3] / "samples" / "set" / "one-page.born.pdf"
DOCUMENTS = 4


def test_two_machines_share_the_work_and_each_answers_for_all(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fresh, page = request.getfixturevalue("postgresql"), SAMPLE.read_bytes()
    sources = [page + f"\n% {number}\n".encode() for number in range(DOCUMENTS)]
    try:
        with s3_store() as files:
            databases = (fresh(), fresh())
            work = work_of(tmp_path, 2, sources, warm=page, database=databases, files=files, more=[AT_REST])
    except NotInstalled as why:
        pytest.skip(str(why))
    results = {one: ExtractionResult.model_validate_json(data) for one, data in work.results.items()}
    assert len(results) == DOCUMENTS
    assert all(result.document.sha256 == one and result.records for one, result in results.items())
    assert sum(work.shares) >= DOCUMENTS
