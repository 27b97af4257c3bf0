"""How soon the queue comes to what is wrong: ``python benchmarks/review_order.py TRUTH_DIR RESULTS_DIR``.

TRUTH_DIR holds documents with known truth (``python -m samples make``), RESULTS_DIR what ``scanledger extract --out``
made of them. All fields of all documents stand in one queue, as people would be asked, once for each damage and once
for light and heavy scans together; printed is which share of the wrong ones was asked about after each share of the
queue, and beside it the same in the order of confidence alone, and of the best order there is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.evaluation import TRUTH_SUFFIX, judge, load_truth
from extractor.triage import triage
from models.doubt import Doubt
from models.result import ExtractionResult

SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
TOGETHER = frozenset({"light", "heavy"})
"""Where fewer than a tenth of the fields are wrong, so that the first tenth of a queue may hold them."""


@dataclass(frozen=True, slots=True)
class Question:
    """``fields`` that it is about, ``wrong`` of which are."""

    document: str
    damage: str
    doubt: Doubt
    fields: int
    wrong: int


def main() -> None:
    truths, results = (Path(argument) for argument in sys.argv[1:3])
    questions = list(_questions(truths, results))
    damages = {
        damage: [one for one in questions if one.damage == damage] for damage in sorted({q.damage for q in questions})
    }
    groups = {**damages, "light and heavy": [one for one in questions if one.damage in TOGETHER], "all": questions}
    print(f"{'wrong fields found after':42s}", *(f"{share:>6.0%}" for share in SHARES))
    for name, group in groups.items():
        if group:
            _tell(name, group)


def _questions(truths: Path, results: Path) -> Iterator[Question]:
    for path in sorted(truths.glob(f"*{TRUTH_SUFFIX}")):
        name = path.name.removesuffix(TRUTH_SUFFIX)
        made = results / f"{name}.json"
        if not made.exists():
            continue
        result = ExtractionResult.model_validate_json(made.read_bytes())
        judged = judge(name, load_truth(path), result, 0.0)
        bad = {(field.record, field.path) for field in judged.fields if not field.right}
        for doubt in triage(result, everything=True):
            paths = (doubt.path, *doubt.also)
            wrong = sum((doubt.record, one) in bad for one in paths)
            yield Question(name, judged.damage, doubt, len(paths), wrong)


def _tell(name: str, group: Sequence[Question]) -> None:
    fields, wrong = sum(one.fields for one in group), sum(one.wrong for one in group)
    print(f"{name}: {fields} fields, {wrong} of them wrong ({wrong / fields:.1%}), {len(group)} questions")
    orders = {
        "by worth": sorted(group, key=lambda one: (one.doubt.rank, one.document, one.doubt.place)),
        "by confidence": sorted(group, key=lambda one: one.doubt.confidence),
        "the best possible": sorted(group, key=lambda one: -one.wrong),
    }
    for order, queue in orders.items():
        print(f"  {order:40s}", *(f"{_found(queue, share):>6.1%}" for share in SHARES))


def _found(queue: Sequence[Question], share: float) -> float:
    return sum(one.wrong for one in queue[: round(share * len(queue))]) / max(1, sum(one.wrong for one in queue))


if __name__ == "__main__":
    main()
