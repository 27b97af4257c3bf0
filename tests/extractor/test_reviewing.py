"""What people say of fields: nothing overrules it, and what adds up with it needs nobody any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor import reviewing
from extractor.keeping import material_to_bytes, structure_from_bytes, understandable_from_bytes
from extractor.pipeline import Extraction, extract
from extractor.reaching import reach
from extractor.reviewing import CONFIDENCE_OF_PEOPLE, Reviewed, review, untouched, verdict_on
from extractor.tools import Tools
from models.result import FieldEvidence
from models.review import Action, FieldKey, Verdict

SAMPLES = Path(__file__).parents[2] / "samples" / "set"


@pytest.fixture(
    scope="module", params=["one-page.born.pdf", "spending-scanned.light.pdf", "accounts-explained.dump.txt"]
)
def extraction(request: pytest.FixtureRequest, tools: Tools) -> Extraction:
    name = str(request.param)
    return extract((SAMPLES / name).read_bytes(), name, tools)


@pytest.fixture(scope="module")
def plain(extraction: Extraction, tools: Tools) -> Reviewed:
    return untouched(understandable_from_bytes(material_to_bytes(extraction.material)), tools)


def after(extraction: Extraction, tools: Tools, plain: Reviewed, said: dict[FieldKey, tuple[Action, str]]) -> Reviewed:
    verdicts: dict[FieldKey, Verdict] = {key: verdict_on(plain, key, *how) for key, how in said.items()}
    return review(extraction.material.understandable, verdicts, tools, plain, plain)


def field(reviewed: Reviewed, key: FieldKey) -> FieldEvidence:
    return next(it for it in reviewed.records[key[0]].fields if it.path == key[1])


def summed(plain: Reviewed) -> tuple[FieldKey, list[FieldKey]]:
    """The total of a sum that holds, and its parts."""
    for index, record in enumerate(plain.records):
        kinds = {it.path: it.value.number for it in record.fields}
        for check in record.checks:
            paths = [path for path in check.paths if kinds.get(path) not in {None, "0", "0.00"}]
            if (
                check.status == "pass"
                and check.rule in {"sum", "row_sum", "code_tree", "column_sum"}
                and len(paths) > 2
            ):
                return (index, paths[0]), [(index, path) for path in paths[1:]]
    raise AssertionError("no sum in this document")


def test_a_document_that_nobody_touched_is_what_was_published(extraction: Extraction, plain: Reviewed) -> None:
    assert plain.records == extraction.result.records
    assert plain.applied_to(extraction.result, plain) == extraction.result


def test_material_is_the_same_after_it_was_kept(extraction: Extraction) -> None:
    data = material_to_bytes(extraction.material)
    assert understandable_from_bytes(data).interpretation == extraction.material.understandable.interpretation
    assert structure_from_bytes(data) == extraction.material.structure


def test_a_wrong_figure_fails_its_sum_and_the_right_one_mends_it(
    extraction: Extraction, tools: Tools, plain: Reviewed
) -> None:
    total, _ = summed(plain)
    wrong = after(extraction, tools, plain, {total: ("correct", "987654.32")})
    assert any(check.status == "fail" and total[1] in check.paths for _, check in reach(plain, wrong).checks)
    assert field(wrong, total).confidence == CONFIDENCE_OF_PEOPLE
    right = after(extraction, tools, plain, {total: ("correct", field(plain, total).text)})
    assert reach(plain, right).checks == ()
    assert field(right, total).status == "confirmed"


def test_what_closes_a_sum_with_a_person_s_figure_rises(extraction: Extraction, tools: Tools, plain: Reviewed) -> None:
    total, parts = summed(plain)
    accepted = after(extraction, tools, plain, {total: ("accept", "")})
    for part in parts:
        assert field(accepted, part).confidence >= field(plain, part).confidence
        assert 1 - field(accepted, part).confidence <= 0.0101 * (1 - field(plain, part).confidence) + 0.0001


def test_taking_everything_back_gives_the_machine_s_result(
    extraction: Extraction, tools: Tools, plain: Reviewed
) -> None:
    total, parts = summed(plain)
    changed = after(extraction, tools, plain, {total: ("correct", "1"), parts[0]: ("blank", "")})
    back = review(extraction.material.understandable, {}, tools, plain, changed)
    assert back.records == plain.records


def test_what_is_accepted_as_it_stands_is_not_reckoned_again_and_all_is_as_if_it_were(
    extraction: Extraction, tools: Tools, plain: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    total, parts = summed(plain)
    sums_hold = replace(
        plain,
        outcomes=tuple(tuple(it for it in own if it.status == "pass") for own in plain.outcomes),
    )
    said = {key: verdict_on(plain, key, "accept", "") for key in (total, *parts)}
    material = extraction.material.understandable
    reckoned = review(material, said, tools, plain, plain)
    monkeypatch.setattr(reviewing, "decoded", _never)
    now = sums_hold
    for count in range(1, len(said) + 1):
        now = review(material, dict(list(said.items())[:count]), tools, plain, now)
    assert [record.fields for record in now.records] == [record.fields for record in reckoned.records]
    with pytest.raises(AssertionError, match="reckoned again"):
        review(material, {**said, parts[0]: verdict_on(plain, parts[0], "correct", "5.00")}, tools, plain, now)


def _never(*_: object) -> None:
    raise AssertionError("reckoned again")


def test_the_order_of_the_way_there_does_not_matter(extraction: Extraction, tools: Tools, plain: Reviewed) -> None:
    total, parts = summed(plain)
    said = {total: verdict_on(plain, total, "correct", "5.00"), parts[0]: verdict_on(plain, parts[0], "unreadable", "")}
    material = extraction.material.understandable
    first = review(material, {total: said[total]}, tools, plain, plain)
    assert review(material, said, tools, plain, first).records == review(material, said, tools, plain, plain).records
