"""The same document sent three times at once, 300 times: ``python -m benchmarks.same_upload [--count 300]``.

Wanted: 300 documents, each accepted three times. On SQLite, or with ``--database postgresql``.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.endurance.postgresql import postgresql_server
from tests.api.endurance.same import AT_ONCE, sent_at_once
from tests.services import serve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        options = ["--slots", "1"]
        if arguments.database == "postgresql":
            fresh = stack.enter_context(postgresql_server())
            options += ["--database", fresh(), "--jobs", fresh()]
        server = serve(folder / "data", *options)
        try:
            wrong = sent_at_once(str(server.client.base_url), arguments.count, lambda n: f"第{n}份\n".encode())
        finally:
            server.kill()
    print(f"{arguments.count} documents, each sent {AT_ONCE} times at once on {arguments.database}; {len(wrong)} wrong")
    print("\n".join(wrong))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
