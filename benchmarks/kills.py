"""What is lost when processes of a service are killed at random moments: nothing, it is hoped.

    python -m benchmarks.kills [--kills 500] [--seed N] [--database sqlite|postgresql]

Starts a service, sends it documents, corrects what it reads and has documents read again, while one of its processes
after another is killed with SIGKILL: the one that answers, those that load the models, those that read. Afterwards each
document that was accepted must have a result or a stated failure, each run must have been published once at most, and
each correction that was answered must be kept and have its effect.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.endurance.ordeal import endure
from tests.api.endurance.postgresql import postgresql_server

SAMPLE = Path(__file__).parents[1] / "samples" / "set" / "one-page.born.pdf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    arguments = parser.parse_args()
    started_s = time.monotonic()

    def tell(kills: int) -> None:
        if kills % 10 == 0:
            print(f"{kills} kills in {time.monotonic() - started_s:.0f} s", file=sys.stderr, flush=True)

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        database = None
        if arguments.database == "postgresql":
            fresh = stack.enter_context(postgresql_server())
            database = (fresh(), fresh())
        ordeal = endure(
            folder, SAMPLE.read_bytes(), rounds=arguments.kills, seed=arguments.seed, database=database, tell=tell
        )
    by_kind = ", ".join(f"{kind} {count}" for kind, count in ordeal.kills.items())
    ledger = ordeal.ledger
    print(f"{sum(ordeal.kills.values())} kills ({by_kind}) on {arguments.database}")
    print(
        f"{len(ledger.runs)} documents accepted for {sum(ledger.runs.values())} runs, {len(ledger.said)} decisions "
        f"answered; {ledger.sent_again} requests met a service that was away"
    )
    print(f"documents whose last run failed: {dict(ordeal.failed) or 'none'}")
    for one in ordeal.missing:
        print(one)
    print(f"{len(ordeal.missing)} things lost, double or wrong")
    raise SystemExit(bool(ordeal.missing))


if __name__ == "__main__":
    main()
