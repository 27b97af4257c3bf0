"""A process that loads the models once and has a child for every document: ``python -m api.workers.nursery``.

A file that crashes a library, fills the memory or never ends costs its child, and the next document finds the
models loaded. They are loaded when the first document asks for them: most that were born digital never do. Between
documents the process prepares what a child would else have to reckon anew.

Orders come on standard input, a line each; answers go to the descriptor named on the command line.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.files import write_atomically
from api.workers.chores import Chores
from api.workers.confinement import Confinement, allow_cpu, confine, die_with_parent
from api.workers.kept_sheets import FolderSheets
from api.workers.messages import (
    Answer,
    AnyOrder,
    CellOrder,
    Died,
    Done,
    Failed,
    Order,
    Pages,
    PictureOrder,
    Said,
    Sent,
)
from api.workers.settings import WorkerSettings
from extractor.export import to_json
from extractor.fingerprints import sheets_made_by
from extractor.keeping import material_to_bytes
from extractor.matching import asked_of, load_catalogue
from extractor.pictures import picture
from extractor.pipeline import extract
from extractor.profiling import Seconds, Stage, by_stage
from extractor.progress import Step
from extractor.reading import OcrEngine, Recognised, rehearse_characters, rehearse_models
from extractor.rereading import read_cell
from extractor.tools import Tools, load_tools
from extractor.warming import warm
from models.errors import ScanledgerError
from models.geometry import Box
from models.page import Pixels

_COLLECTIONS = (50_000, 20, 100)
"""Allocations before a collection of the youngest objects, and so on: a child's pages are many small objects that it
needs to its end, which comes soon. At Python's own (700, 10, 10) it would look at them again and again."""

_MANNERS = 5
"""Steps of niceness of all that reads: of a processor that both want, who answers people takes three quarters."""

_PATIENCE = 10
"""Further steps: a processor that both want gives a patient process a tenth, beside one that somebody waits for."""

_OWN_FAULTS = frozenset({signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGFPE, signal.SIGILL})
"""Signals by which a process ends itself, and nobody ends it from outside."""

_NEAR = 0.5
"""Share of the memory that a child may have, from which on the system's killing it is its own doing."""

_LONG_CPU_S = 5
"""Seconds of processor time after which such an end is the file's doing: it filled the memory, and will again."""

_NOT_LOADED = 3
"""Exit status of a child that had to ask the OCR engine when its models were not loaded."""

_PAGES_AT_ONCE = 50
"""When all pages are read, as many of them as this may take a page's time to understand; they took a tenth of it."""


def main(arguments: list[str]) -> None:
    """``arguments``: the descriptor for answers, and the pickled settings in base 64, both from the parent."""
    die_with_parent()
    os.nice(_MANNERS)
    answers, settings = int(arguments[0]), pickle.loads(b64decode(arguments[1]))  # noqa: S301 - our own parent's
    assert isinstance(settings, WorkerSettings)
    tools: Tools | None = None
    chores = Chores(wanted=settings.rehearses)
    for line in _orders(chores):
        sent = Sent.model_validate_json(line)
        order, back = sent.order, _LineBack(answers, sent.number)
        try:
            if not isinstance(order, PictureOrder):
                tools = tools or _without_models(load_tools(settings.reading), chores)
            if isinstance(order, Order):
                assert tools is not None
                tools = _for_order(order, tools, settings)
            while not _had_done(order, back, tools, settings):
                tools = _with_models(tools, chores)
        except ScanledgerError as error:
            back.say(Failed(code=error.code, message=str(error)))


@dataclass(frozen=True, slots=True)
class _LineBack:
    """Where answers to one order go: a descriptor, and the order's number."""

    descriptor: int
    number: int

    def say(self, said: Said) -> None:
        os.write(self.descriptor, Answer(number=self.number, said=said).model_dump_json().encode() + b"\n")


def _orders(chores: Chores) -> Iterator[str]:
    while True:
        chores.until_readable(sys.stdin)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


class _Unloaded:
    """Stands for an engine whose models are not loaded. A child that asks it ends: its parent is to load them."""

    def __init__(self, engine: OcrEngine) -> None:
        self.engine, self.name, self.version = engine, engine.name, engine.version

    def load(self) -> None:
        self.engine.load()

    def detect(self, _pixels: Pixels) -> tuple[Box, ...]:
        os._exit(_NOT_LOADED)

    def recognise(self, _crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        os._exit(_NOT_LOADED)


def _without_models(tools: Tools, chores: Chores) -> Tools:
    """The tools as every child is to find them: all that is loaded once is there, and set apart from garbage."""
    warm(tools)
    chores.add(rehearse_characters())
    gc.collect()
    gc.freeze()
    return replace(tools, engine=_Unloaded(tools.engine))


def _with_models(tools: Tools | None, chores: Chores) -> Tools:
    assert tools is not None
    assert isinstance(tools.engine, _Unloaded)
    tools.engine.load()
    gc.freeze()
    chores.add(rehearse_models(tools.engine.engine))
    return replace(tools, engine=tools.engine.engine)


def _for_order(order: Order, tools: Tools, settings: WorkerSettings) -> Tools:
    """The tools with the order's catalogue, which changes now and then; the models stay loaded."""
    own = (*settings.reading.catalogues, *([order.catalogue] if order.catalogue else []))
    if own == tools.settings.catalogues:
        return tools
    return replace(tools, settings=replace(tools.settings, catalogues=own), catalogue=load_catalogue(own))


def _had_done(order: AnyOrder, back: _LineBack, tools: Tools | None, settings: WorkerSettings) -> bool:
    """Whether a child could do what was ordered, well or badly: not where it needs models that are not loaded."""
    child = os.fork()
    if child == 0:
        try:
            die_with_parent()
            gc.set_threshold(*_COLLECTIONS)
            confine(settings.confinement)
            allow_cpu(settings.page_cpu_s)
            if isinstance(order, Order) and order.patient:
                os.nice(_PATIENCE)
            back.say(_done(order, back, tools, settings))
        finally:
            os._exit(0)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _NOT_LOADED and tools is not None and isinstance(tools.engine, _Unloaded):
        return False
    if code == -signal.SIGXCPU:
        message = f"no page was done in {settings.page_cpu_s} s of processor time; split the file or leave it out"
        back.say(Failed(code="took_too_long", message=f"{order.filename}: {message}"))
    elif -code in _OWN_FAULTS and used.ru_utime + used.ru_stime > _LONG_CPU_S:
        how = f"broke its reader ({signal.Signals(-code).name}) after long work; print it anew or leave it out"
        back.say(Failed(code="reader_died", message=f"{order.filename}: {how}"))
    elif code != 0:
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        back.say(Died(how=how, from_outside=_killed_by_others(code, used, settings.confinement)))
    return True


def _killed_by_others(code: int, used: resource.struct_rusage, limits: Confinement) -> bool:
    """Whether a signal ended a child that no process gives itself, while it had not much memory."""
    return code < 0 and -code not in _OWN_FAULTS and used.ru_maxrss * 1024 < _NEAR * limits.memory_bytes


def _done(order: AnyOrder, back: _LineBack, tools: Tools | None, settings: WorkerSettings) -> Said:
    def tell(step: Step) -> None:
        whole = step.pages_done == step.page_count
        allow_cpu(settings.page_cpu_s * (1 + step.page_count // _PAGES_AT_ONCE if whole else 1))
        back.say(Pages(done=step.pages_done, count=step.page_count))

    work: Mapping[Stage, Seconds] = {}
    try:
        data = order.source.read_bytes()
        if isinstance(order, PictureOrder):
            made = picture(data, order.filename, order.page, settings.reading, order.look)
        elif isinstance(order, CellOrder):
            assert tools is not None
            read = read_cell(data, order.filename, order.page, order.look, tools)
            made = read.model_dump_json().encode()
        else:
            assert tools is not None
            kept = FolderSheets(order.sheets / sheets_made_by(tools)) if order.sheets else None
            extraction = extract(data, order.filename, tools, tell, kept)
            if order.material is not None:
                write_atomically(order.material, material_to_bytes(extraction.material))
            if order.asked is not None:
                readings = extraction.material.understandable.interpretation.readings
                write_atomically(order.asked, asked_of(readings, tools.catalogue).model_dump_json().encode())
            made, work = to_json(extraction.result), by_stage(extraction.profile)
        write_atomically(order.target, made)
    except ScanledgerError as error:
        return Failed(code=error.code, message=str(error))
    except MemoryError:
        return Failed(code="limit_exceeded", message=f"{order.filename}: needs more memory than is allowed; split it")
    except Exception as error:  # noqa: BLE001 - whatever a file does to a library, the sender is told
        return Failed(code="internal_error", message=f"{order.filename}: {type(error).__name__}: {error}")
    return Done(work=dict(work))


if __name__ == "__main__":
    main(sys.argv[1:])
