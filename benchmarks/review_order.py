"""How soon the queue comes to what is wrong: ``python benchmarks/review_order.py TRUTH_DIR RESULTS_DIR``.

TRUTH_DIR holds documents with known truth (``python -m samples make``), RESULTS_DIR what ``scanledger extract --out``
made of them. All fields of all documents stand in one queue, as people would be asked; printed is which share of the
wrong ones was asked about after each share of the queue, and beside it the same in the order of confidence alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.evaluation import TRUTH_SUFFIX, judge, load_truth
from extractor.triage import triage
from models.doubt import Doubt
from models.result import ExtractionResult

SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)


def main() -> None:
    truths, results = (Path(argument) for argument in sys.argv[1:3])
    queue: list[tuple[str, Doubt, int]] = []
    asked = fields = wrong = 0
    for path in sorted(truths.glob(f"*{TRUTH_SUFFIX}")):
        name = path.name.removesuffix(TRUTH_SUFFIX)
        made = results / f"{name}.json"
        if not made.exists():
            continue
        result = ExtractionResult.model_validate_json(made.read_bytes())
        judged = judge(name, load_truth(path), result, 0.0).fields
        bad = {(field.record, field.path) for field in judged if not field.right}
        for doubt in triage(result, everything=True):
            hit = sum((doubt.record, one) in bad for one in (doubt.path, *doubt.also))
            queue.append((name, doubt, hit))
        asked += len(triage(result))
        fields += len(judged)
        wrong += len(bad)
    print(f"{fields} fields, {wrong} of them wrong; {len(queue)} questions, {asked} of them are asked")
    by_worth = sorted(queue, key=lambda one: (one[1].rank, one[0], one[1].place))
    by_confidence = sorted(queue, key=lambda one: one[1].confidence)
    print("share of the queue   wrong fields found: by worth   by confidence")
    for share in SHARES:
        print(f"{share:18.0%} {_found(by_worth, share):26.1%} {_found(by_confidence, share):15.1%}")
    print(f"{asked / len(queue):18.0%} {_found(by_worth, asked / len(queue)):26.1%}   (what is asked)")


def _found(queue: list[tuple[str, Doubt, int]], share: float) -> float:
    hits = [hit for _, _, hit in queue]
    return sum(hits[: round(share * len(hits))]) / max(1, sum(hits))


if __name__ == "__main__":
    main()
