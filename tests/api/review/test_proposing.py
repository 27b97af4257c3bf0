"""What people correct in labels, as it reaches the catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from api.review.asked import NoSuchIndicator
from api.storage.database import looking, writing
from api.storage.proposals import Proposal, decline, made_aliases, proposals
from extractor.naming import names_own_indicator

NAME = "indicators[0].level3"
STRANGE = "从未见过的某种指标"


def listed(document: Any) -> list[Proposal]:
    with looking(document.desk.database) as connection:
        return proposals(connection)


def test_a_corrected_label_that_the_catalogue_does_not_spell_proposes_itself(document: Any) -> None:
    document.say(NAME, "correct", STRANGE)
    (found,) = listed(document)
    assert (found.alias, found.times, found.version) == (STRANGE, 1, None)
    assert (found.document, found.record, found.path, found.actor) == (document.id, 0, NAME, "anna")
    assert found.parent == document.value("indicators[0].level2")


@pytest.mark.parametrize(
    ("path", "action", "text"),
    [
        (NAME, "correct", "国高企业数量"),  # spelt as the catalogue has it
        (NAME, "accept", ""),
        ("indicators[0].actual", "correct", "12345个"),  # no label
        ("project_name", "correct", "另一个项目"),
    ],
)
def test_nothing_else_proposes_anything(document: Any, path: str, action: str, text: str) -> None:
    document.say(path, action, text)
    assert listed(document) == []


def test_what_is_taken_back_is_proposed_no_more(document: Any) -> None:
    document.say(NAME, "correct", STRANGE)
    document.say(NAME, "correct", f"{STRANGE}之二")
    assert [one.alias for one in listed(document)] == [f"{STRANGE}之二"]
    document.say(NAME, "revert")
    assert [one.alias for one in listed(document)] == [STRANGE]  # it is in effect again
    document.say(NAME, "revert")
    assert listed(document) == []


def test_one_label_is_proposed_once_however_many_fields_have_it(document: Any) -> None:
    document.say(NAME, "correct", STRANGE)
    document.say("indicators[1].level3", "correct", STRANGE)
    (found,) = listed(document)
    assert (found.times, found.path) == (2, "indicators[1].level3")


def test_what_was_declined_is_not_proposed_by_others_either(document: Any) -> None:
    document.say(NAME, "correct", STRANGE)
    with writing(document.desk.database) as connection:
        assert decline(connection, STRANGE, "boss")
        assert not decline(connection, "另一个", "boss")
    document.say("indicators[1].level3", "correct", STRANGE)
    assert listed(document) == []


def test_a_version_that_has_the_alias_is_named(document: Any) -> None:
    document.say(NAME, "correct", STRANGE)
    document.say("indicators[1].level3", "correct", "另一个没有的指标")
    with writing(document.desk.database) as connection:
        made_aliases(connection, [STRANGE], 7)
    assert {one.alias: one.version for one in listed(document)} == {STRANGE: 7, "另一个没有的指标": None}


def labels(document: Any, row: str) -> set[tuple[str | None, str | None]]:
    """What the fields of a row are said to be, those that the catalogue is asked for."""
    described = document.session.now.described[0]
    return {
        (one.label.indicator, one.label.canonical)
        for one in described
        if one.leaf.path.startswith(row) and names_own_indicator(one.leaf)
    }


@pytest.fixture
def far(document: Any) -> Any:
    """An indicator that no label of the form is anything like."""
    near = {found for one in document.session.now.described[0] for found, _ in one.match.candidates}
    return next(one for one in document.tools.catalogue.indicators.values() if one.id not in near)


def test_a_label_is_any_indicator_that_a_person_says_and_proposes_itself_for_it(document: Any, far: Any) -> None:
    before, printed = labels(document, "indicators[0]."), document.value(NAME)
    made = document.say(NAME, "correct", printed, indicator=far.id)
    assert labels(document, "indicators[0].") == {(far.id, far.name)}
    assert {field.path for _, field in made.reach.fields} > {"indicators[0].actual"}
    assert document.value(NAME) == printed
    (found,) = listed(document)
    assert (found.alias, found.indicator) == (printed, far.id)
    assert labels(document, "indicators[1].") == {
        (one.label.indicator, one.label.canonical)
        for one in document.session.untouched.described[0]
        if one.leaf.path.startswith("indicators[1].") and names_own_indicator(one.leaf)
    }
    document.say(NAME, "revert")
    assert (labels(document, "indicators[0]."), listed(document)) == (before, [])


def test_what_a_label_was_said_to_be_is_known_to_another_process_and_after_it_is_accepted(
    document: Any, far: Any
) -> None:
    document.say(NAME, "correct", STRANGE, indicator=far.id)
    document.say(NAME, "accept")
    opened = document.another_desk().opened(document.id)
    (name,) = (field for field in opened.result.records[0].fields if field.path == NAME)
    assert (name.text, name.label.raw, name.label.indicator) == (STRANGE, STRANGE, far.id)


def test_an_indicator_that_the_catalogue_does_not_have_is_refused(document: Any) -> None:
    with pytest.raises(NoSuchIndicator, match="there is none such"):
        document.say(NAME, "correct", STRANGE, indicator="there is none such")
    assert document.value(NAME) != STRANGE
