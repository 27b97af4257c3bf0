"""Whole archives read without a service: found, read, taken up again where they stopped, reported on."""

from api.archives.batch import run_batch
from api.archives.drift import ArchiveDrift, drift_between
from api.archives.journal import Entry
from api.archives.place import Place
from api.archives.report import Report, report_of
from api.archives.sources import AnySource, open_source

__all__ = [
    "AnySource",
    "ArchiveDrift",
    "Entry",
    "Place",
    "Report",
    "drift_between",
    "open_source",
    "report_of",
    "run_batch",
]
