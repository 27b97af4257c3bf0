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
    page_cpu_s: int = 30
    """Seconds of processor time for a page, and for what is done when all are read. The densest page met took 8."""

    silence_s: float = 900.0
    """Seconds without a page done after which a reading is stopped, whatever it waits for: on a machine that is busy
    with twenty other things, a page may well take as long as it may take processor time, twenty times over."""

    rehearses: bool = True
    """Whether a process without work reckons what its next document would else wait for: five seconds of processor
    time, and some twenty more when it has read a scan."""


def one_threaded(settings: Settings) -> Settings:
    """A process reads one document; threads of its own would fight the other processes for the same cores.

    They would also be lost in the child that every document gets, which inherits memory but no threads.
    """
    return replace(settings, reading=replace(settings.reading, threads=1))
