"""Documents that were really read, published into an empty database as often as a test wants."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from api.catalogues import Catalogues
from api.review import Desk, Session
from api.review.asked import Asked, Decided
from api.review.carrying import publish_reviewed
from api.review.deciding import decide
from api.storage import Blobs, open_database
from api.storage.database import looking, writing
from api.storage.decisions import carried_to
from api.storage.documents import accept, find, read_again
from extractor.export import to_json
from extractor.keeping import material_to_bytes
from extractor.material import Material
from extractor.pipeline import Extraction, extract
from extractor.reviewing import untouched
from extractor.settings import Settings
from extractor.tools import Tools, load_knowledge
from models.record import Leaf
from models.text import Glyph, TextLine


@dataclass
class Reviewed:
    """A document in a database, and everything that is done to it."""

    desk: Desk
    extraction: Extraction
    tools: Tools
    acknowledged: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.extraction.result.document.sha256

    @property
    def session(self) -> Session:
        return self.desk.opened(self.id)

    def publish(self, extraction: Extraction | None = None) -> None:
        """Read it once more, as ``extraction`` says."""
        made = extraction or self.extraction
        with writing(self.desk.database) as connection:
            if not accept(connection, self.id, "a.pdf", 1):
                read_again(connection, self.id)
            found = find(connection, self.id)
        assert found is not None
        sha256 = self.desk.blobs.put(to_json(made.result))
        publish_reviewed(self.desk, found.run, made.result, sha256, material_to_bytes(made.material))

    def another_desk(self) -> Desk:
        """As another process has it."""
        return desk_of(self.desk.database, self.desk.blobs)

    def say(
        self,
        path: str,
        action: str,
        text: str = "",
        by: str = "anna",
        *,
        seen: str | None = None,
        indicator: str | None = None,
    ) -> Decided:
        etag = seen or self.session.etag((0, path))
        asked = Asked(str(uuid4()), 0, path, action, text, etag, None, indicator)  # type: ignore[arg-type]
        decided = decide(self.desk, self.id, [asked], by)
        self.acknowledged.append(asked.id)
        return decided

    def value(self, path: str) -> str | None:
        return {one.path: one.text for one in self.session.result.records[0].fields}[path]

    def status(self, path: str) -> str:
        return {one.path: one.status for one in self.session.result.records[0].fields}[path]

    def fates(self) -> dict[int, tuple[str, str]]:
        with looking(self.desk.database) as connection:
            rows = carried_to(connection, self.id, self.session.revision)
        return {row.number: (row.outcome, row.reason) for row in rows}

    def otherwise(self, **texts: str) -> Extraction:
        """The extraction as it would be had some leaves of its first form been read otherwise."""

        def change(leaf: Leaf) -> Leaf:
            if leaf.path not in texts or leaf.place is None:
                return leaf
            glyphs = tuple(Glyph(char, leaf.place.box) for char in texts[leaf.path])
            return replace(leaf, lines=(TextLine(texts[leaf.path], leaf.place.box, glyphs, "text_layer"),))

        return read_otherwise(self.extraction, self.tools, change)

    def without_item(self, gone: int) -> Extraction:
        """The extraction as it would be had one row of its first form not been found."""

        def change(leaf: Leaf) -> Leaf | None:
            found = re.fullmatch(r"indicators\[(\d+)\](.*)", leaf.path)
            if found is None or int(found[1]) < gone:
                return leaf
            return None if int(found[1]) == gone else replace(leaf, path=f"indicators[{int(found[1]) - 1}]{found[2]}")

        return read_otherwise(self.extraction, self.tools, change)


load_once = cache(load_knowledge)
"""What understanding takes never changes; it is half a second's work, which would be most of what a test takes."""


def desk_of(database: Engine, blobs: Blobs) -> Desk:
    return Desk(database, blobs, Catalogues(database, blobs.work / "catalogues", Settings(), load_once))


def read_otherwise(extraction: Extraction, tools: Tools, change: Callable[[Leaf], Leaf | None]) -> Extraction:
    start = extraction.material.understandable
    first = start.interpretation.forms[0]
    leaves = tuple(leaf for old in first.leaves if (leaf := change(old)) is not None)
    forms = (replace(first, leaves=leaves), *start.interpretation.forms[1:])
    material = Material(
        replace(start, interpretation=replace(start.interpretation, forms=forms)), extraction.material.structure
    )
    records = untouched(material.understandable, tools).records
    return replace(extraction, result=extraction.result.model_copy(update={"records": records}), material=material)


@pytest.fixture(scope="session")
def extraction(tools: Tools, samples: Path) -> Extraction:
    path = samples / "one-page.born.pdf"
    return extract(path.read_bytes(), path.name, tools)


@pytest.fixture
def published(database: Engine, blobs: Blobs, tools: Tools) -> Callable[[Extraction], Reviewed]:
    """Publishes what was read into the test's database."""

    def made(extraction: Extraction) -> Reviewed:
        reviewed = Reviewed(desk_of(database, blobs), extraction, tools)
        reviewed.publish()
        return reviewed

    return made


@pytest.fixture
def document(published: Callable[[Extraction], Reviewed], extraction: Extraction) -> Reviewed:
    return published(extraction)


@pytest.fixture
def fresh(
    extraction: Extraction, tools: Tools, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[object]:
    """Makes documents in databases of their own, one for each run of a property."""
    engines: list[Engine] = []

    def made() -> Reviewed:
        folder = tmp_path_factory.mktemp("review")
        engines.append(open_database(f"sqlite:///{shutil.copy(migrated_sqlite, folder)}"))
        blobs = Blobs.at(str(folder / "files"), folder / "work")
        reviewed = Reviewed(desk_of(engines[-1], blobs), extraction, tools)
        reviewed.publish()
        return reviewed

    yield made
    for engine in engines:
        engine.dispose()
