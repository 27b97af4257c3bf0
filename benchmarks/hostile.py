"""What becomes of every kind of hostile file: ``python -m benchmarks.hostile [--slots N] [NAME ...]``.

Starts a service of its own, sends the kinds of ``tests/hostile`` one after another, slow ones too, with a good document
after every tenth, and prints what each ended as, after how long, and what was said. Wanted: an outcome with a code of
ours within 60 seconds, no ``internal_error``, the service alive and the good documents read.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.hostile.kinds import ARCHIVES, DOCUMENTS, NAMES, made, named
from tests.hostile.outcomes import Outcome, awaited, awaited_batch, sent
from tests.services import serve

GOOD = Path(__file__).parents[1] / "samples" / "set" / "one-page.born.pdf"
WITHIN_S = 60.0
WAIT_S = 300.0
"""When a kind is given up."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these kinds")
    parser.add_argument("--slots", type=int, default=2)
    arguments = parser.parse_args()
    wanted = set(arguments.names)
    with tempfile.TemporaryDirectory() as folder:
        server = serve(Path(folder) / "data", "--slots", str(arguments.slots))
        try:
            ended = []
            for name, outcome in _outcomes(server.client, wanted):
                print(f"{name:32} {outcome.code:18} {outcome.took_s:6.1f} s  {outcome.message[:110]!r}", flush=True)
                ended.append(outcome)
            alive = server.process.poll() is None and server.client.get("/readyz").status_code == httpx.codes.OK
        finally:
            server.kill()
    bad = sum(not one.typed for one in ended)
    late = sum(one.took_s > WITHIN_S for one in ended)
    print(
        f"{len(ended)} sent; {bad} without a typed outcome, {late} after {WITHIN_S:.0f} s; the service lives: {alive}"
    )


def _outcomes(client: httpx.Client, wanted: set[str]) -> Iterator[tuple[str, Outcome]]:
    for number, name in enumerate(one for one in DOCUMENTS if not wanted or one in wanted):
        yield name, _document(client, name, made(name))
        if number % 10 == 0:
            yield "(a good document)", _document(client, "good.pdf", GOOD.read_bytes() + b"\n%%%d\n" % number)
    for number, (key, name) in enumerate(NAMES.items()):
        if not wanted or key in wanted:
            yield key, _document(client, name, named(number))
    for name in ARCHIVES:
        if not wanted or name in wanted:
            for member in awaited_batch(client, name, made(name), WAIT_S):
                yield name, member


def _document(client: httpx.Client, name: str, data: bytes) -> Outcome:
    begun_s = time.monotonic()
    one = sent(client, name, data)
    return one if isinstance(one, Outcome) else awaited(client, one, begun_s, WAIT_S)


if __name__ == "__main__":
    main()
