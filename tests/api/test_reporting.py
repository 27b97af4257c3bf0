from __future__ import annotations

import pytest

from api.reporting import ProgressLine, described
from extractor.progress import Pace, Step


def test_progress_tells_page_rate_and_time_left() -> None:
    assert described(Step("reading", 4, 10), Pace(4, 10, 2.0)) == "reading page 5 of 10, 2.00 pages/s, 3 s left"


def test_progress_promises_nothing_before_the_first_page() -> None:
    assert described(Step("reading", 0, 10), Pace(0, 10, 2.0)) == "reading page 1 of 10"


def test_progress_after_the_last_page_tells_the_stage() -> None:
    assert described(Step("understanding", 10, 10), Pace(10, 10, 2.0)) == "understanding, 10 pages read"


def test_a_log_file_gets_few_lines_however_many_steps(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine("a.pdf")
    for done in range(100):
        line(Step("reading", done, 100))
    line.close()
    assert len(capsys.readouterr().err.splitlines()) <= 2
