"""Documents of tables come in variants whose truth says where each page's text is to come from."""

import pymupdf
import pytest

from models.errors import UsageError
from samples.cli import main
from samples.families.documents import make_document
from samples.variants import make_samples


def only(variant, index=0):
    return next(make_samples(6, index, [variant], "pdf", family="fiscal"))


@pytest.mark.parametrize("variant", ["born", "rotate", "scrambled", "light"])
def test_every_page_has_a_truth(variant):
    sample = only(variant)
    with pymupdf.open("pdf", sample.data) as document:
        assert len(sample.truth["pages"]) == document.page_count
        text = any(page.get_text().strip() for page in document.pages())
    assert {page["source"] for page in sample.truth["pages"]} == {"text_layer" if text else "ocr"}
    assert sample.truth["records"][0]["form"] == "fiscal_table"


@pytest.mark.parametrize("variant", ["born", "dump_tabs", "heavy"])
def test_the_same_seed_gives_the_same_bytes(variant):
    assert only(variant, 1) == only(variant, 1)


def test_the_command_makes_families_beside_the_first_form(tmp_path):
    arguments = ["make", "--families", "fiscal,self_evaluation", "--count", "1", "--seed", "9", "--variants", "born"]
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["9-00000.born.pdf", "9-fiscal-00000.born.pdf"]


def test_an_unknown_family_is_named():
    with pytest.raises(UsageError, match="fiscall"):
        list(make_samples(1, 0, ["born"], family="fiscall"))


@pytest.mark.parametrize("variant", ["aside", "aside_picture"])
def test_a_table_stands_turned_or_as_a_picture_on_a_page_of_upright_text(variant):
    sample = only(variant, 3)
    with pymupdf.open("pdf", sample.data) as document:
        (page,) = document.pages()
        lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
        level = [abs(line["dir"][0]) > 0.9 for line in lines]
        assert any(level)
        assert all(level) == (variant == "aside_picture") == bool(page.get_images())
    assert [table["pages"] for table in sample.truth["tables"]] == [[1]]


def test_documents_of_several_tables_have_no_such_page():
    assert list(make_samples(6, 0, ["aside", "aside_light"], family="report")) == []


def test_twins_have_the_same_heads_and_the_second_no_title():
    first, second = make_document("twins", 6, 0).blocks
    heads = [[cell.text for cell in table.cells if cell.row < table.head_rows] for table in (first, second)]
    assert heads[0] == heads[1]
    assert (bool(first.title), second.title) == (True, "")
