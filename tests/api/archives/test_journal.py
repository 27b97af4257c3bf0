from __future__ import annotations

from pathlib import Path

from api.archives.journal import Entry, Journal
from api.archives.place import Place


def entry(name: str, **values: object) -> Entry:
    return Entry.model_validate({"name": name, "state": "done", "sha256": "0", "made_by": "1", "seconds": 1} | values)


def test_the_last_entry_of_a_name_counts(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    assert journal.entries() == {}
    for one in (entry("a"), entry("b"), entry("a", made_by="2")):
        journal.add(one)
    assert {name: one.made_by for name, one in journal.entries().items()} == {"a": "2", "b": "1"}


def test_a_line_that_a_crash_cut_short_is_passed_over_and_written_around(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.add(entry("a"))
    with journal.path.open("ab") as file:
        file.write(b'{"name":"b","sta')
    journal.add(entry("c"))
    assert list(journal.entries()) == ["a", "c"]


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    place = Place(tmp_path)
    for name in ("../../etc/passwd", "/etc/passwd", "a/../../b.pdf", "..\\..\\c.pdf", "..", ""):
        for path in (place.result(name), place.former(name, "x")):
            assert path.resolve().is_relative_to(tmp_path.resolve())
