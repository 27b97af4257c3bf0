"""The catalogue: what the house ships, and a user's own on top."""

from pathlib import Path

import pytest

from extractor.forms import load_definitions
from extractor.matching import Catalogue, load_catalogue
from models.errors import DataError
from models.form import FormDefinition


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_is_large_enough_to_be_of_use(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) > 200
    assert catalogue.version


def ids(form: FormDefinition) -> set[str | None]:
    found = {head.indicator for head in form.heads}
    for matrix in form.matrices:
        found |= {f"{row.indicator}.{column.indicator}" for row in matrix.rows for column in matrix.columns}
        found |= {row.indicator for row in matrix.rows}
    for listing in form.listings:
        found |= {column.indicator for column in listing.columns}
        found |= {f"{column.indicator}_weight" for column in listing.columns if column.weight_path}
        found |= {slot.indicator for slot in listing.total.slots.values()} if listing.total else set()
    return found


def test_every_id_that_a_definition_gives_is_in_it(catalogue: Catalogue) -> None:
    for form in load_definitions().forms:
        assert ids(form) <= set(catalogue.indicators)


def test_no_wording_belongs_to_two_indicators(catalogue: Catalogue) -> None:
    owners: dict[str, str] = {}
    for entry in catalogue.indicators.values():
        for wording in (entry.name, *entry.aliases):
            assert owners.setdefault(wording, entry.id) == entry.id


def test_a_user_adds_and_overrides(tmp_path: Path, catalogue: Catalogue) -> None:
    mine = written(
        tmp_path,
        "version: mine-1\nindicators: [{id: firms.hightech, name: 高新企业总数}, {id: parks, name: 公园数, unit: 个}]",
    )
    own = load_catalogue([mine])
    assert own.indicators["firms.hightech"].name == "高新企业总数"
    assert own.indicators["parks"].unit == "个"
    assert len(own.indicators) == len(catalogue.indicators) + 1
    assert own.version == f"{catalogue.version}+mine-1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: [", "not valid YAML"),
        ("[]", "is a mapping"),
        ("indicators: []", "version: Field required"),
        ("version: '1'\nindicators: [{id: a}]", "indicators.0.name"),
        ("version: '1'\nindicators: [{id: a, name: 甲, colour: red}]", "indicators.0.colour"),
        ("version: '1'\nindicators: [{id: a, name: 甲}, {id: a, name: 乙}]", "'a' is given twice"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        load_catalogue([path])
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.yaml.*UTF-8 YAML"):
        load_catalogue([tmp_path / "nowhere.yaml"])
