from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.workers import Died, Done, Failed, Order, Pages, Reader, WorkerSettings
from api.workers.confinement import Confinement
from api.workers.messages import Answer
from models.result import ExtractionResult
from tests.api.endurance.burden import processor_s


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader(WorkerSettings())
    yield reader
    reader.close()


@pytest.fixture
def order(samples: Path, tmp_path: Path) -> Order:
    return Order(source=samples / "one-page.born.pdf", filename="自评表.pdf", target=tmp_path / "result.json")


def test_a_document_is_read_in_another_process(reader: Reader, order: Order) -> None:
    heard: list[Pages] = []
    outcome = reader.read(order, lambda pages: heard.append(pages) or True)
    assert isinstance(outcome, Done)
    assert outcome.work["understand"].wall_s > 0
    result = ExtractionResult.model_validate_json(order.target.read_bytes())
    assert (result.document.filename, len(result.records)) == ("自评表.pdf", 1)
    assert heard[-1] == Pages(done=1, count=1)


def test_who_answers_people_goes_before_those_who_read(reader: Reader, order: Order) -> None:
    reader.read(order, lambda _: True)
    assert reader._process is not None
    assert os.getpriority(os.PRIO_PROCESS, reader._process.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_what_cannot_be_read_is_told_with_its_code(reader: Reader, order: Order, tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    outcome = reader.read(order.model_copy(update={"source": broken, "filename": "kaputt.pdf"}), lambda _: True)
    assert isinstance(outcome, Failed)
    assert outcome.code == "damaged_input"
    assert "kaputt.pdf" in outcome.message
    assert not order.target.exists()


def test_whoever_listens_may_stop_it(reader: Reader, order: Order) -> None:
    outcome = reader.read(order, lambda _: False)
    assert isinstance(outcome, Failed)
    assert outcome.code == "cancelled"
    assert isinstance(reader.read(order, lambda _: True), Done)  # and the reader is good for the next one


def test_a_process_that_is_killed_costs_one_document(reader: Reader, order: Order, samples: Path) -> None:
    slow = order.model_copy(update={"source": samples / "demo.heavy.pdf"})

    def kill_the_child(pages: Pages) -> bool:
        assert pages.done == 0
        nursery = reader._process
        assert nursery is not None
        children = Path(f"/proc/{nursery.pid}/task/{nursery.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        return True

    assert reader.read(slow, kill_the_child) == Died(how="signal SIGKILL", from_outside=True)
    assert isinstance(reader.read(order, lambda _: True), Done)


def test_a_nursery_that_is_killed_is_replaced(reader: Reader, order: Order, samples: Path) -> None:
    slow = order.model_copy(update={"source": samples / "demo.heavy.pdf"})

    def kill_the_nursery(_pages: Pages) -> bool:
        assert reader._process is not None
        reader._process.kill()
        return True

    assert isinstance(reader.read(slow, kill_the_nursery), Died)
    assert isinstance(reader.read(order, lambda _: True), Done)


def test_a_nursery_that_ends_as_it_is_asked_is_replaced(
    reader: Reader, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(order, lambda _: True)
    nursery = reader._process
    assert nursery is not None
    nursery.kill()
    os.waitid(os.P_PID, nursery.pid, os.WEXITED | os.WNOWAIT)
    monkeypatch.setattr(nursery, "poll", lambda: None)  # as it is while a process that was killed is taken down
    assert isinstance(reader.read(order, lambda _: True), Died)
    assert isinstance(reader.read(order, lambda _: True), Done)


def test_nobody_reads_on_for_who_has_gone(reader: Reader, order: Order, samples: Path) -> None:
    def gone(_pages: Pages) -> bool:
        raise LookupError

    with pytest.raises(LookupError):
        reader.read(order.model_copy(update={"source": samples / "demo.heavy.pdf"}), gone)
    heard: list[Pages] = []
    assert isinstance(reader.read(order, lambda pages: heard.append(pages) or True), Done)
    assert heard[-1] == Pages(done=1, count=1)


def test_a_child_that_is_killed_after_its_last_word_is_not_held_against_the_next(
    reader: Reader, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(order, lambda _: True)
    late = Answer(number=reader._number, said=Died(how="signal SIGKILL", from_outside=True))
    read = os.read

    def with_the_late_word(descriptor: int, size: int) -> bytes:
        monkeypatch.undo()
        return late.model_dump_json().encode() + b"\n" + read(descriptor, size)

    monkeypatch.setattr(os, "read", with_the_late_word)
    assert isinstance(reader.read(order, lambda _: True), Done)


def test_the_children_die_with_their_parent(order: Order, samples: Path) -> None:
    reader = Reader(WorkerSettings())
    seen: list[int] = []
    killed = threading.Event()

    def note_them(_pages: Pages) -> bool:
        nursery = reader._process
        assert nursery is not None
        seen.extend(map(int, Path(f"/proc/{nursery.pid}/task/{nursery.pid}/children").read_text().split()))
        nursery.kill()
        killed.set()
        return True

    reader.read(order.model_copy(update={"source": samples / "demo.heavy.pdf"}), note_them)
    assert killed.is_set()
    reader.close()
    assert seen
    end = time.monotonic() + 60
    while any(_runs(pid) for pid in seen) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in seen)


def test_who_is_not_to_rehearse_rests_between_documents(order: Order) -> None:
    reader = Reader(replace(WorkerSettings(), rehearses=False))
    assert isinstance(reader.read(order, lambda _: True), Done)
    assert reader._process is not None
    pid = reader._process.pid
    spent_s = processor_s(pid)
    end, at_rest = time.monotonic() + 60, False
    while not at_rest and time.monotonic() < end:  # what a document leaves is put away first
        before_s = processor_s(pid)
        time.sleep(1)
        at_rest = processor_s(pid) - before_s < 0.1
    assert at_rest
    assert processor_s(pid) - spent_s < 2  # a rehearsal takes more
    reader.close()


def test_silence_is_stopped(order: Order, samples: Path) -> None:
    reader = Reader(replace(WorkerSettings(), silence_s=0.2))
    outcome = reader.read(order.model_copy(update={"source": samples / "demo.heavy.pdf"}), lambda _: True)
    reader.close()
    assert isinstance(outcome, Failed)
    assert outcome.code == "took_too_long"


def test_a_page_that_takes_too_long_to_reckon_is_stopped_and_said(order: Order, samples: Path) -> None:
    reader = Reader(replace(WorkerSettings(), page_cpu_s=1))
    heavy = order.model_copy(update={"source": samples / "photo.worst.pdf"})
    outcome = reader.read(heavy, lambda _: True)
    light = reader.read(order, lambda _: True)
    reader.close()
    assert isinstance(outcome, Failed)
    assert (outcome.code, "1 s of processor time" in outcome.message) == ("took_too_long", True)
    assert isinstance(light, Done)


def test_a_page_that_wants_too_much_memory_fails_alone(order: Order, samples: Path) -> None:
    # A page of pixels in a few copies takes more.
    reader = Reader(replace(WorkerSettings(), confinement=Confinement(memory_bytes=2**26)))
    outcome = reader.read(order.model_copy(update={"source": samples / "demo.heavy.pdf"}), lambda _: True)
    reader.close()
    assert isinstance(outcome, Done)
    result = ExtractionResult.model_validate_json(order.target.read_bytes())
    assert [(warning.code, warning.page) for warning in result.warnings] == [("page_failed", 1)]


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False
