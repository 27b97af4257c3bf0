"""The parent's side of a reading process."""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress

from pydantic import ValidationError

from api.workers.messages import Answer, AnyOrder, Died, Done, Failed, Outcome, Pages, Said, Sent
from api.workers.settings import WorkerSettings

_LONGEST_LINE = 2**16
"""Bytes of one answer. A longer one is not ours."""

Heard = Callable[[Pages], bool]
"""Takes how far a reading is; False stops it."""


class Reader:
    """Reads one document at a time in a process that outlives it. Not to be shared between threads."""

    def __init__(self, settings: WorkerSettings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._answers = -1
        self._number = 0

    def read(self, order: AnyOrder, heard: Heard) -> Outcome:
        """Have a document read. Whatever the file does, this returns: a hang is stopped, a crash is told.

        What ``heard`` raises is raised on, and the reading is stopped.
        """
        process = self._started()
        assert process.stdin is not None
        self._number += 1
        try:
            process.stdin.write(Sent(number=self._number, order=order).model_dump_json().encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return self._lost("the reading process was gone")
        try:
            return self._listen(order, heard)
        except BaseException:  # who is not listened to any longer must not go on
            self.close()
            raise

    def close(self) -> None:
        """End the process, and whatever it is reading."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin:
                with suppress(BrokenPipeError):  # an order that met nobody is still in its buffer
                    self._process.stdin.close()
            os.close(self._answers)
            self._process = None

    def _listen(self, order: AnyOrder, heard: Heard) -> Outcome:
        try:
            return self._answer(order, heard)
        except ValidationError:  # a process that opened a stranger's file said what none of ours says
            self.close()
            return Died(how="it said what nobody understands")

    def _answer(self, order: AnyOrder, heard: Heard) -> Outcome:
        limit_s = self._settings.silence_s
        for said in self._answered(limit_s):
            match said:
                case Pages():
                    if not heard(said):
                        self.close()
                        return Failed(code="cancelled", message=f"{order.filename}: stopped")
                case Done() | Failed() | Died():
                    return said
                case None:
                    self.close()
                    message = f"{order.filename}: no page was done for {limit_s:.0f} s; split the file or leave it out"
                    return Failed(code="took_too_long", message=message)
        return self._lost("the reading process ended")

    def _answered(self, limit_s: float) -> Iterator[Said | None]:
        """What is said, as it is said; None after ``limit_s`` seconds without news; the end where the process ends."""
        pending, last_s, pages = b"", time.monotonic(), None
        while True:
            left_s = limit_s - (time.monotonic() - last_s)
            if left_s <= 0 or not select.select([self._answers], [], [], left_s)[0]:
                yield None
                return
            piece = os.read(self._answers, _LONGEST_LINE)
            if not piece or len(pending) > _LONGEST_LINE:
                return
            *lines, pending = (pending + piece).split(b"\n")
            for line in lines:
                answer = Answer.model_validate_json(line)
                if answer.number != self._number:
                    continue
                said = answer.said
                if said != pages:
                    last_s = time.monotonic()
                pages = said
                yield said

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._answers, theirs = os.pipe()
        settings = b64encode(pickle.dumps(self._settings)).decode()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, and nothing of a user's on its command line
            [sys.executable, "-m", "api.workers.nursery", str(theirs), settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        os.close(theirs)
        return self._process

    def _lost(self, how: str) -> Died:
        """The process that has the models is gone. What opens files is a child of it, so this is no file's doing."""
        self.close()
        return Died(how=how, from_outside=True)
