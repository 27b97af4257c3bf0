"""Calls that nobody would think of, from the API's own description: ``python -m benchmarks.calls [--examples 45]``.

Starts a service with one document and lets Schemathesis call it, so many examples an operation and more. Wanted: 5,000
calls and no answer of 5xx or outside the description.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.conftest import serve
from tests.api.http.strangers import command_of

SAMPLE = Path(__file__).parents[1] / "samples" / "set" / "one-page.born.pdf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=45)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        server = serve(Path(folder) / "data", "--slots", "2")
        try:
            sent = server.client.post("/v1/documents", files={"file": ("a.pdf", SAMPLE.read_bytes())})
            server.ended(sent.json()["document"]["id"], 600)
            command = command_of(str(server.client.base_url).rstrip("/"), arguments.examples, arguments.seed)
            done = subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - our own command
            alive = server.client.get("/readyz").is_success
        finally:
            server.kill()
    print(f"the service lives: {alive}")
    raise SystemExit(done.returncode or not alive)


if __name__ == "__main__":
    main()
