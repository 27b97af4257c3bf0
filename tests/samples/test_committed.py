"""The kept set is small, whole, and what the program makes."""

import ast
import json
from pathlib import Path

import pymupdf
import pytest

import samples
from samples.cli import main
from samples.committed import load_set, write_set
from samples.variants import make_samples

ROOM = Path(samples.__file__).parent
SET = ROOM / "set"
MANIFEST = json.loads((SET / "MANIFEST.json").read_text(encoding="utf-8"))


def test_the_set_is_under_its_limit():
    assert sum(path.stat().st_size for path in SET.iterdir()) < 8_000_000


def test_manifest_files_and_truths_belong_together():
    named = {entry["file"] for entry in MANIFEST}
    files = {path.name for path in SET.iterdir()} - {"MANIFEST.json"}
    assert files == named | {f"{name}.truth.json" for name in named}
    assert {entry["name"] for entry in MANIFEST} == {kept.name for kept in load_set()}


@pytest.mark.parametrize("name", ["one-page", "text", "scramble-a", "demo", "budget-tabs", "accounts-explained"])
def test_the_program_makes_the_kept_truth_again(name):
    (kept,) = [kept for kept in load_set() if kept.name == name]
    for sample in make_samples(kept.seed, kept.index, [kept.variant], kept.container, family=kept.family):
        path = SET / f"{name}{sample.suffix}"
        assert json.loads(path.with_name(f"{path.name}.truth.json").read_text(encoding="utf-8")) == sample.truth
        if path.suffix == ".txt":
            assert path.read_bytes() == sample.data


def test_the_demo_is_a_turned_leaning_scan_without_text():
    truth = json.loads((SET / "demo.heavy.pdf.truth.json").read_text(encoding="utf-8"))
    assert truth["pages"][0]["rotation"] != 0
    assert abs(truth["pages"][0]["skew"]) > 1
    with pymupdf.open(SET / "demo.heavy.pdf") as document:
        assert not document[0].get_text().strip()


def test_the_command_writes_documents_with_their_truth(tmp_path):
    assert main(["make", "--count", "2", "--seed", "9", "--out", str(tmp_path), "--variants", "born", "dump"]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:4] == [
        "9-00000.born.pdf",
        "9-00000.born.pdf.truth.json",
        "9-00000.dump.txt",
        "9-00000.dump.txt.truth.json",
    ]
    assert len(names) == 8


def test_wrong_usage_has_its_own_exit_status(tmp_path, capsys):
    assert main(["make", "--seed", "1", "--out", str(tmp_path), "--variants", "blurry"]) == 2
    assert "blurry" in capsys.readouterr().err


def test_the_set_can_be_written_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr("samples.committed.load_set", lambda: load_set()[:1])
    (path,) = write_set(tmp_path)
    assert path.name == "one-page.born.pdf"
    assert json.loads((tmp_path / "MANIFEST.json").read_text(encoding="utf-8"))[0]["name"] == "one-page"


def test_the_samples_import_nothing_that_they_are_to_test():
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] in ("extractor", "api") for name in names), path
