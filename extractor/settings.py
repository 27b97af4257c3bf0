"""Everything that may be set, as one frozen tree that is handed down. Nothing here is global."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extractor.imaging import ImagingSettings
from extractor.ingest import Limits
from extractor.reading import ReadingSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """Each room's own settings, the user's own data files, and what the result should say.

    ``review_below`` is the confidence under which a field is given to a person. 0.98 keeps wrong fields under
    one in two hundred of the accepted ones on the generated scans (see ``benchmarks/README.md``). ``risk``: the
    greatest share wrong among accepted fields, 0 to 1; then the calibration's evidence sets the threshold.
    """

    limits: Limits = field(default_factory=Limits)
    imaging: ImagingSettings = field(default_factory=ImagingSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    engine: str = "rapidocr"
    definitions: tuple[Path, ...] = ()
    catalogues: tuple[Path, ...] = ()
    calibration: Path | None = None
    review_below: float = 0.98
    risk: float | None = None
