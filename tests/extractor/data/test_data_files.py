"""The data files hold together."""

from importlib import resources

import pytest
import yaml

from models.confusables import Confusables

FOLDER = resources.files("extractor") / "data"


def content(name: str) -> dict:  # type: ignore[type-arg]  # any YAML mapping
    loaded = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_confusable_groups_are_single_characters_and_share_none() -> None:
    groups = Confusables.model_validate(content("confusables.yaml")).groups
    members = [char for group in groups for char in group]
    assert all(len(char) == 1 for char in members)
    assert len(members) == len(set(members))


def test_no_group_makes_two_labels_of_a_form_the_same() -> None:
    folds = Confusables.model_validate(content("confusables.yaml")).folds()
    form = content("forms/project_self_evaluation.yaml")
    columns = [label for column in form["listings"][0]["columns"] for label in column["labels"]]
    words = [word for column in form["listings"][0]["columns"] for word in column.get("words", [])]
    for labels in (set(columns), set(words)):
        assert len({label.translate(folds) for label in labels}) == len(labels)


def test_comparators_are_the_contracts() -> None:
    values = content("values.yaml")
    assert set(values["prefixes"]) | set(values["suffixes"]) == {"=", "<", "<=", ">", ">="}
    prefixes = [word for wordings in values["prefixes"].values() for word in wordings]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("key", ["digit_lookalikes", "punctuation_lookalikes"])
def test_look_alikes_become_digits_or_points(key: str) -> None:
    for old, new in content("values.yaml")[key].items():
        assert len(str(old)) == 1
        assert str(new) in "0123456789.,"


def test_synonyms_stand_among_what_excludes() -> None:
    matching = content("matching.yaml")
    exclusive = [set(group) for group in matching["exclusive"]]
    assert all(any(set(group) <= other for other in exclusive) for group in matching["synonyms"])
