"""What it takes to bring an archive up to date: nothing changed, and only the catalogue changed, against reading it.

    python benchmarks/reprocess.py [--copies N] [--workers N] [--born]

The archive: the committed samples, each ``N`` times with other bytes, so that nothing is known twice. With ``--born``
only those that were born digital, which are read so quickly that there is the least to be saved.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import resource
from pathlib import Path
from tempfile import TemporaryDirectory

from api.cli import main

SAMPLES = Path(__file__).parents[1] / "samples" / "set"
OWN = 'version: "mine-1"\nindicators:\n  - {id: own.outlets, name: 乡村图书馆新增网点数, kind: quantity}\n'


def archive_of(folder: Path, copies: int, *, born: bool) -> None:
    """PDFs alone: what follows the end of a PDF is none of its business."""
    for path in sorted(SAMPLES.glob("*.born.pdf" if born else "*.pdf")):
        for number in range(copies):
            (folder / f"{path.stem}-{number}.pdf").write_bytes(path.read_bytes() + b"\n%%%d\n" % number)


def timed(*command: str) -> float:
    """Processor seconds of a command and its processes, with everything that they load.

    Not the clock's: another program on the machine would take part in them.
    """
    before_s = _processor_s()
    with contextlib.redirect_stderr(io.StringIO()) as said:
        if main(command) != 0:
            raise SystemExit(said.getvalue())
    return _processor_s() - before_s


def _processor_s() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(copies: int, workers: int, *, born: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "archive").mkdir()
        archive_of(folder / "archive", copies, born=born)
        (folder / "own.yaml").write_text(OWN, encoding="utf-8")
        out, at_once = str(folder / "out"), ("--workers", str(workers))
        reading_s = timed("batch", str(folder / "archive"), "--out", out, *at_once)
        pages = json.loads((folder / "out" / ".scanledger" / "report.json").read_text())["pages"]
        same_s = timed("reprocess", out, *at_once)
        catalogue_s = timed("reprocess", out, *at_once, "--catalogue", str(folder / "own.yaml"))
    print(f"{pages} pages, {workers} processes, processor seconds")
    print(f"{'read':<28}{reading_s:>8.1f} s{reading_s / pages:>9.3f} s a page")
    for what, seconds in (("nothing changed", same_s), ("only the catalogue changed", catalogue_s)):
        print(f"{what:<28}{seconds:>8.1f} s{seconds / pages:>9.3f} s a page{reading_s / seconds:>9.1f} x faster")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--born", action="store_true")
    arguments = parser.parse_args()
    measure(arguments.copies, arguments.workers, born=arguments.born)
