"""Runs that need no reading: their document was read in this very way, and the catalogue says the same as then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from api.catalogues import Catalogues
from api.review import Desk
from api.review.carrying import publish_reviewed
from api.storage import Blobs, Revision, Run
from api.storage.database import looking
from api.storage.revisions import Origin, newest_revision
from extractor.export import with_catalogue
from extractor.fingerprints import results_made_by_but_for_catalogue
from extractor.matching import Asked, answered_alike
from extractor.settings import Settings
from models.errors import PageError, ScanledgerError
from models.result import ExtractionResult


@dataclass(frozen=True, eq=False)
class Adopter:
    """Publishes such runs with the result of before, in which only the catalogue's name is another."""

    desk: Desk
    blobs: Blobs
    catalogues: Catalogues
    settings: Settings

    @cached_property
    def made_by(self) -> str:
        """The way in which results are made now, whatever the catalogue."""
        return results_made_by_but_for_catalogue(self.settings)

    def __call__(self, run: Run) -> bool:
        """Whether the run is settled. Anything in doubt is to be read."""
        if run.number == 1:
            return False
        with looking(self.desk.database) as connection:
            before = newest_revision(connection, run.document)
        try:
            return before is not None and self._adopted(run, before)
        except (ScanledgerError, ValueError):  # something that was kept is gone or cannot be used
            return False

    def _adopted(self, run: Run, before: Revision) -> bool:
        if before.made_by != self.made_by or before.inquiry is None or before.material is None:
            return False
        catalogue = self.catalogues.knowledge(self.catalogues.active()).catalogue
        if not answered_alike(Asked.model_validate_json(self.blobs.get(before.inquiry)), catalogue):
            return False
        data = with_catalogue(self.blobs.get(before.result), catalogue.version)
        result = ExtractionResult.model_validate_json(data)
        if any(warning.code == PageError.code for warning in result.warnings):  # it may go better now
            return False
        material = self.blobs.get(before.material)
        origin = Origin(before.inquiry, before.made_by)
        publish_reviewed(self.desk, run, result, self.blobs.put(data), material, origin=origin)
        return True
