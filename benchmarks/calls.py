"""Calls that nobody would think of, from the API's own description: ``python -m benchmarks.calls [--examples 45]``.

Starts a service with one document and lets Schemathesis call it, so many examples an operation and more, again with the
next seed until it was called ``--calls`` times. Wanted: 5,000 calls and no answer of 5xx or outside the description.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.http.strangers import command_of
from tests.services import Served, serve

SAMPLE = Path(__file__).parents[1] / "samples" / "set" / "one-page.born.pdf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=45)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calls", type=int, default=5000, help="at least (%(default)s)")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        server = serve(Path(folder) / "data", "--slots", "2")
        try:
            sent = server.client.post("/v1/documents", files={"file": ("a.pdf", SAMPLE.read_bytes())})
            server.ended(sent.json()["document"]["id"], 600)
            address, called, failed = str(server.client.base_url).rstrip("/"), 0, 0
            for seed in itertools.count(arguments.seed):
                command = command_of(address, arguments.examples, seed)
                failed += subprocess.run(command, cwd=folder, check=False).returncode != 0  # noqa: S603 - our own
                called = calls_of(server)
                if called >= arguments.calls or failed:
                    break
            alive = server.client.get("/readyz").is_success
        finally:
            server.kill()
    print(f"{called} calls; the service lives: {alive}")
    raise SystemExit(bool(failed) or not alive)


def calls_of(server: Served) -> int:
    """How many requests of the API the service has answered."""
    lines = server.client.get("/metrics").text.splitlines()
    ours = (line for line in lines if line.startswith("scanledger_requests_total") and 'route="/v1/' in line)
    return sum(int(float(line.rsplit(" ", 1)[1])) for line in ours)


if __name__ == "__main__":
    main()
