"""What it costs to have a document read by the service and not by the bare pipeline: ``python -m benchmarks.overhead``.

Documents are drawn anew from a seed: scans of 3 to 10 pages, and born digital ones of as many. Each is read by the
pipeline in this process and by a service, one after the other, both warm, so that a busy machine slows both alike.
Compared is processor time: of this process, and of the service with all its processes, until the result is published.
What the service costs while nothing is sent is measured before and printed, too; it is part of what is compared.
"""

from __future__ import annotations

import argparse
import io
import itertools
import math
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf

from api.workers import one_threaded
from extractor.export import to_json
from extractor.pipeline import extract
from extractor.settings import Settings
from extractor.tools import Tools, load_tools
from extractor.warming import warm
from samples.cli import main as samples
from tests.api.endurance.burden import processor_s
from tests.services import Served, serve

SAMPLES = Path(__file__).parents[1] / "samples" / "set"
_LONGEST_S = 1800.0
_IDLE_S = 10.0
_MOST_LOOKS = 60
_BUSY = 0.1
"""Of a processor: what a service takes that is preparing something."""

_PAGES = range(3, 11)
_FAMILIES = "report,self_evaluation"
_KINDS: Mapping[str, str] = {"scans": "light", "born digital": "born"}


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time of one document."""

    pages: int
    bare_s: float
    served_s: float
    wall_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4, help="documents of each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=126000)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        documents = {
            kind: drawn(Path(folder), variant, arguments.count, arguments.seed) for kind, variant in _KINDS.items()
        }
        tools = load_tools(one_threaded(Settings()))
        tools.engine.load()
        warm(tools)
        extract((SAMPLES / "demo.heavy.pdf").read_bytes(), "warm.pdf", tools)
        server = serve(Path(folder) / "data", "--slots", "1")
        try:
            _read(server, (SAMPLES / "demo.heavy.pdf").read_bytes())
            idle = _rested(server)
            costs = {kind: [cost_of(data, tools, server) for data in sources] for kind, sources in documents.items()}
        finally:
            server.kill()
    print("| documents | pages | pipeline, s | service, s | more |\n| --- | --- | --- | --- | --- |")
    for kind, found in costs.items():
        print(_row(f"{len(found)} {kind}", found))
    everything = [cost for found in costs.values() for cost in found]
    print(_row(f"{len(everything)} together", everything))
    share = idle * sum(cost.wall_s for cost in everything) / sum(cost.served_s for cost in everything)
    print(f"idle, the service takes {1000 * idle:.1f} ms a second: {100 * share:.1f} % of what it took")


def drawn(folder: Path, variant: str, count: int, seed: int) -> list[bytes]:
    """The first ``count`` documents of a seed that have as many pages as is wanted, as a ``variant`` of them."""
    found: list[bytes] = []
    for number in itertools.count():
        # The variants of a document have the same pages, and one that was born digital is drawn at once.
        fits = [path.name for path in _made(folder, "born", number, seed) if _page_count(path) in _PAGES]
        named = {name.replace(".born.", f".{variant}.") for name in fits}
        found += (
            [path.read_bytes() for path in _made(folder, variant, number, seed) if path.name in named] if fits else []
        )
        if len(found) >= count:
            return found[:count]
    raise AssertionError


def _made(folder: Path, variant: str, number: int, seed: int) -> list[Path]:
    out = folder / f"{variant}{number}"
    said = ["--count", "1", "--first", str(number), "--seed", str(seed), "--families", _FAMILIES]
    with redirect_stdout(io.StringIO()):
        samples(["make", *said, "--variants", variant, "--container", "pdf", "--out", str(out)])
    return sorted(out.glob("*.pdf"))


def cost_of(data: bytes, tools: Tools, server: Served) -> Cost:
    started_s = time.process_time()
    result = extract(data, "scan.pdf", tools).result
    to_json(result)
    bare_s = time.process_time() - started_s
    spent_s, begun_s = processor_s(server.process.pid), time.monotonic()
    _read(server, data)
    served_s, wall_s = processor_s(server.process.pid) - spent_s, time.monotonic() - begun_s
    return Cost(result.document.page_count, bare_s, served_s, wall_s)


def _read(server: Served, data: bytes) -> None:
    answer = server.client.post("/v1/documents", files={"file": ("scan.pdf", data)})
    state = server.ended(answer.json()["document"]["id"], _LONGEST_S)
    assert state["state"] == "done", state


def _rested(server: Served) -> float:
    """Seconds of processor time a second of a service that has nothing to do, once it has prepared what it can."""
    idle = math.inf
    for _ in range(_MOST_LOOKS):
        spent_s, begun_s = processor_s(server.process.pid), time.monotonic()
        time.sleep(_IDLE_S)
        before, idle = idle, (processor_s(server.process.pid) - spent_s) / (time.monotonic() - begun_s)
        if max(before, idle) < _BUSY:
            break
    return idle


def _page_count(path: Path) -> int:
    with pymupdf.open(path) as document:
        return int(document.page_count)


def _row(name: str, costs: Sequence[Cost]) -> str:
    bare_s, served_s = sum(cost.bare_s for cost in costs), sum(cost.served_s for cost in costs)
    pages = sum(cost.pages for cost in costs)
    count = len(costs)
    return (
        f"| {name} | {pages} | {bare_s / count:.3f} | {served_s / count:.3f} | {100 * (served_s / bare_s - 1):+.1f} % |"
    )


if __name__ == "__main__":
    main()
