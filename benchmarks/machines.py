"""How much more two machines do than one: ``python -m benchmarks.machines [--documents 24]``.

A machine is a service with a processor and a data folder of its own and one reader; all have one PostgreSQL and one
S3-like store, which run on the same processors. The same documents are read by one machine and then, from an empty
database and store, by two. Printed are the seconds by the clock and of processor time, and whether the results are the
same to the byte. By the clock, two machines can only be quicker than one where there are two processors to spare.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.endurance.cluster import Work, work_of
from tests.api.endurance.postgresql import postgresql_server
from tests.api.endurance.s3 import s3_store

SAMPLES = Path(__file__).parents[1] / "samples" / "set"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--sample", default="demo.heavy.pdf", help="of samples/set (%(default)s)")
    arguments = parser.parse_args()
    sample = (SAMPLES / arguments.sample).read_bytes()
    sources = [sample + f"\n% {number}\n".encode() for number in range(arguments.documents)]
    one, two = (_measured(machines, sample, sources) for machines in (1, 2))
    print(f"{arguments.documents} x {arguments.sample}")
    for work in (one, two):
        print(
            f"{len(work.shares)} machines: {work.wall_s:.1f} s, {work.processor_s:.1f} s of processor time; "
            f"documents of each: {', '.join(map(str, work.shares))}"
        )
    print(f"throughput of two: {one.wall_s / two.wall_s:.2f} x by the clock")
    print(f"and {one.processor_s / two.processor_s:.2f} x for each second of processor time")
    print(f"same results: {one.results == two.results}")


def _measured(machines: int, sample: bytes, sources: list[bytes]) -> Work:
    with TemporaryDirectory() as folder, postgresql_server() as fresh, s3_store() as files:
        return work_of(Path(folder), machines, sources, warm=sample, database=(fresh(), fresh()), files=files)


if __name__ == "__main__":
    main()
