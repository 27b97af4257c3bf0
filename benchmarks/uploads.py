"""How long an upload waits while a batch is read: ``python -m benchmarks.uploads [--pages 1000] [--a-minute 5]``.

A ZIP file of so many pages is given to a service as a batch: documents that were born digital, of ``--each`` pages,
and one scan of a page for every fifty pages. While it is read, somebody uploads a scan again and again. Before that the
same scan, with other bytes, was uploaded to the idle service. Printed are the medians of both waits, from the first
byte until the result is there, how much of the batch was left at each upload, and how fast the batch was read. Wanted:
at most twice the wait of before.
"""

from __future__ import annotations

import argparse
import io
import itertools
import time
import zipfile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pymupdf

from tests.services import Served, serve

SAMPLES = Path(__file__).parents[1] / "samples" / "set"
_LONGEST_S = 1800.0
_SCANS = 0.02
"""Share of the batch's pages that are scans, each of which takes as long as fifty of the others."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--a-minute", type=float, default=5)
    parser.add_argument("--each", type=int, default=20, help="pages of a document of the batch (%(default)s)")
    parser.add_argument("--uploads", type=int, default=300, help="at most (%(default)s)")
    parser.add_argument("--alone", type=int, default=5, help="uploads to the idle service (%(default)s)")
    parser.add_argument("--sample", default="demo.heavy.pdf", help="what is uploaded (%(default)s)")
    arguments = parser.parse_args()
    sample = (SAMPLES / arguments.sample).read_bytes()
    with TemporaryDirectory() as folder:
        server = serve(Path(folder) / "data")
        try:
            waited(server, sample + b"\n% warm\n")
            alone = [waited(server, sample + f"\n% alone {n}\n".encode()) for n in range(arguments.alone)]
            batch, documents = begun(server, arguments.pages, arguments.each)
            begun_s = time.monotonic()
            beside, left = [], []
            for number in range(arguments.uploads):
                started_s = time.monotonic()
                left.append(left_of(server, batch))
                read_s = time.monotonic() - begun_s
                if not left[-1]:
                    break
                beside.append(waited(server, sample + f"\n% beside {number}\n".encode()))
                time.sleep(max(0.0, 60 / arguments.a_minute - (time.monotonic() - started_s)))
        finally:
            server.kill()
    print(f"alone: {len(alone)} uploads, median {median(alone):.2f} s")
    print(f"beside a batch of {arguments.pages}: {len(beside)} uploads, median {median(beside):.2f} s")
    print(f"documents of the batch that were left at each: {', '.join(map(str, left))}")
    print(f"{median(beside) / median(alone):.2f} times as long")
    done = arguments.pages * (1 - left[-1] / documents)
    print(f"about {done:.0f} pages of the batch in {read_s:.0f} s, {done / read_s:.1f} a second")


def begun(server: Served, pages: int, each: int) -> tuple[str, int]:
    """A batch that is under way, and how many documents it has."""
    long, scan, packed = joined(each), (SAMPLES / "office.light.pdf").read_bytes(), io.BytesIO()
    digital, scans = round(pages * (1 - _SCANS) / each), round(pages * _SCANS)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number in range(digital):
            archive.writestr(f"{number}.pdf", long + f"\n% {number}\n".encode())
        for number in range(scans):
            archive.writestr(f"scan{number}.pdf", scan + f"\n% {number}\n".encode())
    answer = server.client.post("/v1/batches", files={"file": ("archive.zip", packed.getvalue())}, timeout=600)
    batch = str(answer.raise_for_status().json()["batch"]["id"])
    while left_of(server, batch) == digital + scans:
        time.sleep(0.2)
    return batch, digital + scans


def joined(pages: int) -> bytes:
    """A document of so many pages that were born digital: the committed ones one after another, again and again."""
    with pymupdf.open() as whole:
        for path in itertools.cycle(sorted(SAMPLES.glob("*.born.pdf"))):
            with pymupdf.open(path) as part:
                whole.insert_pdf(part, to_page=min(part.page_count, pages - whole.page_count) - 1)
            if whole.page_count >= pages:
                return bytes(whole.tobytes(garbage=4, deflate=True))
    raise AssertionError


def left_of(server: Served, batch: str) -> int:
    """How many of a batch have not ended."""
    return int(server.client.get(f"/v1/batches/{batch}").raise_for_status().json()["batch"]["left"])


def waited(server: Served, data: bytes) -> float:
    """Seconds until an upload has its result."""
    started_s = time.monotonic()
    answer = server.client.post("/v1/documents", files={"file": ("scan.pdf", data)})
    state = server.ended(answer.raise_for_status().json()["document"]["id"], _LONGEST_S)
    assert state["state"] == "done", state
    return time.monotonic() - started_s


if __name__ == "__main__":
    main()
