"""How documents are read in processes of their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from api.workers.confinement import Confinement
from extractor.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How documents are read, what a reading process may use, and when it is given up."""

    reading: Settings = field(default_factory=lambda: one_threaded(Settings()))
    confinement: Confinement = field(default_factory=Confinement)
    silence_s: float = 50.0
    """Seconds without a page done after which a reading is stopped. The densest page met took 8 on a busy machine."""


def one_threaded(settings: Settings) -> Settings:
    """A process reads one document; threads of its own would fight the other processes for the same cores.

    They would also be lost in the child that every document gets, which inherits memory but no threads.
    """
    return replace(settings, reading=replace(settings.reading, threads=1))
