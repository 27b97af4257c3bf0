"""Results that another catalogue leaves as they are: they need no reader, only the catalogue's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from api.archives.journal import Entry
from api.archives.place import Place
from api.files import prepare_folder
from extractor.export import with_catalogue
from extractor.fingerprints import results_made_by, results_made_by_but_for_catalogue
from extractor.matching import Asked, Catalogue, answered_alike, load_catalogue
from extractor.settings import Settings


@dataclass(frozen=True)
class Adoption:
    """Finds, for one batch, the results of earlier ones that its catalogue would make the same."""

    place: Place
    settings: Settings

    def result(self, before: Entry) -> bytes | None:
        """The JSON of a result as this batch would make it, without reading its file; None where that must be read.

        Raises DataError where the catalogue cannot be loaded.
        """
        try:
            asked = Asked.model_validate_json(self._asked(before.name, before.made_by).read_bytes())
            if not answered_alike(asked, self._catalogue):
                return None
            return with_catalogue(self.place.result(before.name).read_bytes(), self._catalogue.version)
        except (OSError, ValueError):  # nothing was noted, or it cannot be used
            return None

    def adopted(self, before: Entry) -> None:
        """Note that a result asked this batch's catalogue what it had asked the one before."""
        self._asked(before.name, before.made_by).replace(self.noted(before.name))

    def noted(self, name: str) -> Path:
        """Where it is noted what a result of this batch asks of the catalogue; its folder is made."""
        path = self._asked(name, self._made_by)
        prepare_folder(path.parent)
        return path

    def _asked(self, name: str, made_by: str) -> Path:
        return self.place.asked(name, self._but_for_catalogue, made_by)

    @cached_property
    def _made_by(self) -> str:
        return results_made_by(self.settings)

    @cached_property
    def _but_for_catalogue(self) -> str:
        return results_made_by_but_for_catalogue(self.settings)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return load_catalogue(self.settings.catalogues)
