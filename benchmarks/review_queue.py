"""How quick the queue of the review is where much is held: ``python benchmarks/review_queue.py [DOCUMENTS]``.

Enters rows for 100,000 documents with ten doubtful fields each into a new SQLite database, as publishing them would,
and times what a reviewer waits for: a lease, alone and with each filter, and the summary.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, insert, select

from api.storage import open_database
from api.storage.database import looking, writing
from api.storage.documents import now
from api.storage.doubts import DoubtFilter, counts
from api.storage.leases import give_back, take
from api.storage.tables import documents, doubts

FIELDS = 10
REPEATS = 20
FORMS = ("project_self_evaluation", "fiscal_table")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'queue.sqlite'}")
        started_s = time.perf_counter()
        for first in range(0, count, 1000):
            _enter(database, range(first, min(first + 1000, count)))
        print(f"{count} documents, {count * FIELDS} questions entered in {time.perf_counter() - started_s:.0f} s")
        with looking(database) as connection:
            some = connection.execute(select(doubts.c.document).limit(1).offset(count // 2)).scalar_one()
        wanted = {
            "all": DoubtFilter(),
            "form": DoubtFilter(form=FORMS[1]),
            "reason, one in a hundred": DoubtFilter(reason="reason 7"),
            "unit, one in 500": DoubtFilter(unit="单位 75"),
            "form and unit": DoubtFilter(form=FORMS[1], unit="单位 75"),
            "one document": DoubtFilter(document=some),
            "risk": DoubtFilter(risk=0.5),
        }
        for name, one in wanted.items():
            print(f"a lease of ten, {name}: {_median_ms(lambda one=one: _lease(database, one)):.1f} ms")
        print(f"summary: {_median_ms(lambda: _summary(database), 3):.0f} ms")
        database.dispose()


def _enter(database: Engine, numbers: range) -> None:
    with writing(database) as connection:
        connection.execute(
            insert(documents),
            [{"id": _document(n), "filename": f"{n}.pdf", "bytes": 1, "created_at": now()} for n in numbers],
        )
        connection.execute(insert(doubts), [_row(n, field) for n in numbers for field in range(FIELDS)])


def _document(number: int) -> str:
    return f"{number * 2654435761 % 2**64:064x}"  # scattered, as digests are


def _row(number: int, field: int) -> dict[str, object]:
    form = FORMS[number % 5 == 0]
    error = (number * 31 + field * 7) % 100 / 100
    row = {
        "document": _document(number),
        "record": 0,
        "path": f"indicators[{field}].score",
        "revision": 1,
        "version": 0,
        "form": form,
        "reason": f"reason {(number + field) % 100}",
        "unit": f"单位 {number % 500}",
        "role": "indicators.score",
        "reading": str(field),
        "page": 1,
        "expected_error": error,
        "rank": 5 - int(error * 4),
        "place": field,
    }
    return row | {"shown": _shown(row)}


def _shown(row: dict[str, object]) -> dict[str, object]:
    nothing = {"raw": "得分", "canonical": None, "indicator": None, "method": None, "score": 1}
    return {
        "record": 0,
        "path": row["path"],
        "also": [],
        "form": row["form"],
        "title": "项目支出绩效自评表",
        "unit": row["unit"],
        "label": nothing,
        "row_heading": "国高企业数量",
        "column_heading": "得分",
        "text": row["reading"],
        "value": {"kind": "number", "number": row["reading"], "unit": None, "comparator": None},
        "confidence": 1 - float(str(row["expected_error"])),
        "status": "needs_review",
        "reason": row["reason"],
        "alternatives": [],
        "table": "t1",
        "row": 1,
        "col": 1,
        "page": 1,
        "bbox": [0, 0, 10, 10],
        "upright_bbox": [0, 0, 10, 10],
        "upright_size": [600, 800],
        "checks": [],
        "expected_error": row["expected_error"],
        "weight": 1,
        "expected_seconds": 2,
        "settles": 0,
        "priority": 0.1,
        "rank": row["rank"],
        "place": row["place"],
    }


def _lease(database: Engine, wanted: DoubtFilter) -> None:
    with writing(database) as connection:
        lease = take(connection, "somebody", wanted, 10)
    assert len(lease.questions) == FIELDS, json.dumps([str(one) for one in lease.questions])
    with writing(database) as connection:
        give_back(connection, lease.id)


def _summary(database: Engine) -> None:
    with looking(database) as connection:
        for column in ("form", "reason", "unit"):
            counts(connection, column, DoubtFilter(), 100)


def _median_ms(work: Callable[[], None], repeats: int = REPEATS) -> float:
    times = []
    for _ in range(repeats):
        started_s = time.perf_counter()
        work()
        times.append((time.perf_counter() - started_s) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
