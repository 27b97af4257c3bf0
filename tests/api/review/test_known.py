"""What people decided becomes known truth: those fields are judged, and nothing that nobody looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.cases import cases_in
from api.cli import main
from api.review.known import truth_of
from extractor.evaluation import Truth, judge, load_truth


def test_a_document_that_nobody_decided_on_is_no_truth(document: Any) -> None:
    assert truth_of(document.session) is None


def test_only_what_was_decided_is_judged_and_the_machine_is_held_against_it(document: Any) -> None:
    right = document.value("indicators[1].score")
    document.say("indicators[1].score", "accept")
    document.say("total_score", "correct", "12.34")
    document.say("indicators[2].actual", "unreadable")
    document.say("indicators[0].score", "correct", "7")
    document.say("indicators[0].score", "revert")
    truth = Truth.model_validate(truth_of(document.session))
    assert truth.records[0].judged is not None
    assert sorted(truth.records[0].judged) == ["indicators[1].score", "total_score"]
    judgement = judge("a.pdf", truth, document.extraction.result, 0.0)
    assert {(field.path, field.right) for field in judgement.fields} == {
        ("indicators[1].score", True),
        ("total_score", False),
    }
    assert {(leaf.path, leaf.expected) for leaf in judgement.wrong} == {
        ("project_self_evaluation.total_score", "12.34")
    }
    assert right


def test_what_was_decided_is_taken_out_as_documents_with_their_truth(fresh: Any, tmp_path: Path, samples: Path) -> None:
    document = fresh()
    data = (samples / "one-page.born.pdf").read_bytes()
    assert document.desk.blobs.put(data) == document.id
    document.say("total_score", "correct", "12.34")
    where = ["--data-dir", str(document.desk.blobs.work.parent), "--database", str(document.desk.database.url)]
    assert main(["decisions", "export", *where, "--out", str(tmp_path / "mine")]) == 0
    (case,) = cases_in(tmp_path / "mine")
    assert case.source.read_bytes() == data
    assert load_truth(case.truth).records[0].judged == ("total_score",)
