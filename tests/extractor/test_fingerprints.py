from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractor.fingerprints import results_made_by, sheets_made_by
from extractor.settings import Settings
from extractor.tools import Tools


def test_sheets_depend_on_how_pages_are_read_and_on_nothing_else(tools: Tools) -> None:
    settings = tools.settings
    assert sheets_made_by(tools) == sheets_made_by(replace(tools, settings=replace(settings, review_below=0.5)))
    other = replace(settings, reading=replace(settings.reading, reread_below=0.123))
    assert sheets_made_by(tools) != sheets_made_by(replace(tools, settings=other))


def test_results_depend_on_every_setting() -> None:
    assert results_made_by(Settings()) == results_made_by(Settings())
    assert results_made_by(Settings()) != results_made_by(Settings(review_below=0.5))


def test_results_depend_on_what_a_users_file_says_and_not_only_on_its_name(tmp_path: Path) -> None:
    catalogue = tmp_path / "own.yaml"
    catalogue.write_text("version: '1'")
    first = results_made_by(Settings(catalogues=(catalogue,)))
    catalogue.write_text("version: '2'")
    assert results_made_by(Settings(catalogues=(catalogue,))) != first
