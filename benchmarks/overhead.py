"""What it costs to have a document read by the service and not by the bare pipeline: ``python -m benchmarks.overhead``.

The committed PDFs are read by the pipeline in this process and then by a service, twice each, warm, one after another.
Compared is processor time: of this process, and of the service with all its processes, until the result is published.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from api.workers import one_threaded
from extractor.export import to_json
from extractor.pipeline import extract
from extractor.settings import Settings
from extractor.tools import load_tools
from tests.api.conftest import Served, serve
from tests.api.endurance.burden import processor_s

SAMPLES = Path(__file__).parents[1] / "samples" / "set"
_LONGEST_S = 1800.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--like", default="*.pdf", help="which of samples/set (%(default)s)")
    parser.add_argument("--times", type=int, default=2)
    arguments = parser.parse_args()
    paths = sorted(SAMPLES.glob(arguments.like))
    sources = [path.read_bytes() + f"\n% {n}\n".encode() for n in range(arguments.times) for path in paths]
    bare_s, served_s, idle_s = bare(sources), *served(sources)
    count = len(sources)
    print(f"{count} documents, seconds of processor time a document")
    print(f"the pipeline alone   {bare_s / count:.3f}")
    print(f"the service          {served_s / count:.3f}   {100 * (served_s / bare_s - 1):+.1f} %")
    print(f"of which what it costs when idle, for as long as it took   {idle_s / count:.3f}")


def bare(sources: list[bytes]) -> float:
    """Processor seconds of the pipeline and of writing its results."""
    tools = load_tools(one_threaded(Settings()))
    tools.engine.load()
    to_json(extract(sources[0], "warm.pdf", tools).result)
    started_s = time.process_time()
    for data in sources:
        to_json(extract(data, "scan.pdf", tools).result)
    return time.process_time() - started_s


def served(sources: list[bytes]) -> tuple[float, float]:
    """Processor seconds of the service, and how many of them it would have used without a document."""
    with TemporaryDirectory() as folder:
        server = serve(Path(folder) / "data", "--slots", "1")
        try:
            _read(server, (SAMPLES / "demo.heavy.pdf").read_bytes())
            spent_s, begun_s = processor_s(server.process.pid), time.monotonic()
            time.sleep(10)
            idle = (processor_s(server.process.pid) - spent_s) / (time.monotonic() - begun_s)
            spent_s, begun_s = processor_s(server.process.pid), time.monotonic()
            for data in sources:
                _read(server, data)
            wall_s = time.monotonic() - begun_s
            return processor_s(server.process.pid) - spent_s, idle * wall_s
        finally:
            server.kill()


def _read(server: Served, data: bytes) -> None:
    answer = server.client.post("/v1/documents", files={"file": ("scan.pdf", data)})
    state = server.ended(answer.json()["document"]["id"], _LONGEST_S)
    assert state["state"] == "done", state


if __name__ == "__main__":
    main()
