"""The catalogue that documents are read with: the shipped one, the files of the command line, and an own version."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from api.files import prepare_folder, write_atomically
from api.storage.catalogues import NONE, CatalogueVersion, adopted, find_version, name_of
from api.storage.database import looking
from extractor.settings import Settings
from extractor.tools import Knowledge, load_knowledge
from models.catalogue import CatalogueFile

_KEPT = 4
"""Versions that stay loaded: the adopted one, and those that somebody compares with it."""


class Catalogues:
    """One for a service. ``folder`` holds versions as files, for the processes that read. ``load`` is asked once for
    each version that is wanted.
    """

    def __init__(
        self, database: Engine, folder: Path, settings: Settings, load: Callable[[Settings], Knowledge] = load_knowledge
    ) -> None:
        self._database, self._folder, self._settings, self._load = database, folder, settings, load
        self._known: dict[int, Knowledge] = {}
        self._guard = Lock()

    def active(self) -> int:
        with looking(self._database) as connection:
            return adopted(connection)

    def file(self, number: int) -> Path | None:
        """A version as a file that a reader can load; None for no own version. KeyError where there is none such."""
        if number == NONE:
            return None
        path = self._folder / f"{name_of(number)}.yaml"
        if not path.exists():
            with looking(self._database) as connection:
                version = find_version(connection, number)
            if version is None:
                raise KeyError(number)
            prepare_folder(self._folder)
            self.write(path, version)
        return path

    def knowledge(self, number: int) -> Knowledge:
        """What understanding takes, with a version. KeyError where there is none such."""
        with self._guard:
            if number not in self._known:
                own = self.file(number)
                catalogues = (*self._settings.catalogues, *([own] if own else []))
                if len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[number] = self._load(replace(self._settings, catalogues=catalogues))
            return self._known[number]

    def own(self, number: int) -> frozenset[str]:
        """The ids of a version's own entries. KeyError where there is none such."""
        file = self.file(number)
        if file is None:
            return frozenset()
        content = CatalogueFile.model_validate_json(file.read_bytes())
        return frozenset([one.id for one in content.indicators] + [one.id for one in content.subjects])

    @staticmethod
    def write(path: Path, version: CatalogueVersion) -> None:
        """JSON is YAML."""
        write_atomically(path, json.dumps(version.content, ensure_ascii=False, indent=1).encode())
