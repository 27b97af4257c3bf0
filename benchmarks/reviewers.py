"""How long reviewers wait: many at once over real HTTP, while a batch is read by the same service.

python benchmarks/reviewers.py [--reviewers 20] [--seconds 60] [--think 1.0] [--no-batch]

Each reviewer has a document of his own and, over and over, looks at a doubtful field and decides it: accepts most,
corrects some, takes some back; now and then he lists the fields, asks for the result, or takes a lease. Printed are
the 50th, 95th and 99th percentile of the wait in milliseconds, by kind of call, from the first byte sent to the last
byte read. A first look at each document, which opens it for review, is counted by itself.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

import httpx

SAMPLES = Path(__file__).parents[1] / "samples" / "set"
REVIEWED = "one-page.born.pdf"
BATCH = "demo.heavy.pdf"


@dataclass(frozen=True)
class Reviewer:
    """Who decides on ``document`` every ``think_s`` seconds on the average, until ``end`` of the monotonic clock."""

    address: str
    document: str
    think_s: float
    end: float
    chance: random.Random


class Watch:
    """Waits by kind of call, from all threads."""

    def __init__(self) -> None:
        self.waits_ms: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self._guard = threading.Lock()

    def call(self, kind: str, send: object) -> httpx.Response:
        started = time.perf_counter()
        answer = send()  # type: ignore[operator]
        took_ms = (time.perf_counter() - started) * 1000
        with self._guard:
            self.waits_ms[kind].append(took_ms)
            if answer.status_code >= httpx.codes.BAD_REQUEST:
                self.wrong.append(f"{kind}: {answer.status_code} {answer.text[:200]}")
        return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two decisions of one reviewer")
    parser.add_argument("--no-batch", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address, server = served(Path(folder))
        try:
            measure(address, server.pid, arguments)
        finally:
            server.kill()
            server.wait()


def served(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--data-dir", str(folder / "data"), "--port", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own command
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return address, server
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the service did not start: " + (folder / "log").read_text())


def measure(address: str, server: int, arguments: argparse.Namespace) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        # A comment at the end of a PDF makes another document of it, with the same pages.
        source = (SAMPLES / REVIEWED).read_bytes()
        made = [upload(client, source + f"\n% {number}\n".encode(), 0) for number in range(arguments.reviewers)]
        wait_for(client, made)
        if not arguments.no_batch:
            send_batch(client, (SAMPLES / BATCH).read_bytes(), int(arguments.seconds))
        read_before, used_before_s = pages_read(client), processor_s(server)
        watch, end = Watch(), time.monotonic() + arguments.seconds
        reviewers = [
            Reviewer(address, document, arguments.think, end, random.Random(number))  # noqa: S311 - a load, no secret
            for number, document in enumerate(made)
        ]
        threads = [threading.Thread(target=review, args=(reviewer, watch)) for reviewer in reviewers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        read, used_s = pages_read(client) - read_before, processor_s(server) - used_before_s
    report(watch, arguments.seconds, read)
    calls = sum(map(len, watch.waits_ms.values()))
    print(f"{1000 * used_s / calls:.1f} ms of the service's own processor time a call, readers not counted")


def upload(client: httpx.Client, data: bytes, wait_s: float) -> str:
    answer = client.post("/v1/documents", files={"file": ("scan.pdf", data)}, params={"wait": wait_s})
    body = answer.raise_for_status().json()["document"]
    return str(body.get("sha256") or body["id"])


def send_batch(client: httpx.Client, data: bytes, count: int) -> None:
    """As a batch, not as so many uploads, for each of which somebody would wait."""
    files = [("file", (f"{number}.pdf", data + f"\n% {number}\n".encode())) for number in range(count)]
    client.post("/v1/batches", files=files).raise_for_status()


def wait_for(client: httpx.Client, documents: list[str]) -> None:
    for document in documents:
        while client.get(f"/v1/documents/{document}", params={"wait": 30}).json()["document"]["state"] != "done":
            pass


def pages_read(client: httpx.Client) -> float:
    lines = client.get("/metrics").text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("scanledger_pages_total"))


def processor_s(process: int) -> float:
    """Seconds of processor time that a process has used by itself; its children are not counted."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def review(reviewer: Reviewer, watch: Watch) -> None:
    chance, document, think_s, end = reviewer.chance, reviewer.document, reviewer.think_s, reviewer.end
    url = f"/v1/documents/{document}"
    with httpx.Client(base_url=reviewer.address, timeout=120) as client:
        time.sleep(chance.random() * think_s)
        fields = watch.call("first look", lambda: client.get(f"{url}/fields", params={"limit": 1000})).json()["fields"]
        seen = {field["path"]: field["etag"] for field in fields}
        paths = [field["path"] for field in fields if field["value"]["number"] is not None]
        while time.monotonic() < end:
            path = chance.choice(paths)
            action = chance.choices(["accept", "correct", "revert"], [70, 25, 5])[0]
            one = {"id": str(uuid4()), "record": 0, "path": path, "action": action, "if_match": seen[path]}
            body = {"decisions": [one | ({"text": f"{chance.randrange(100)}.00"} if action == "correct" else {})]}
            answer = watch.call(f"decide: {action}", lambda: client.post(f"{url}/decisions", json=body))  # noqa: B023
            if answer.is_success:
                seen[path] = answer.json()["results"][0]["etag"]
            if chance.random() < 0.3:
                watch.call("fields", lambda: client.get(f"{url}/fields", params={"status": "needs_review"}))
            if chance.random() < 0.1:
                watch.call("result", lambda: client.get(f"{url}/result"))
            if chance.random() < 0.1:
                watch.call("lease", lambda: client.post("/v1/review/leases", json={"count": 10}))
            time.sleep(chance.expovariate(1 / think_s))


def report(watch: Watch, seconds: float, pages: float) -> None:
    for kind, waits in sorted(watch.waits_ms.items()):
        print(row(kind, waits))
    steady = [wait for kind, waits in watch.waits_ms.items() if kind != "first look" for wait in waits]
    print(row("all but the first look", steady))
    print(f"{len(steady) / seconds:.1f} calls a second; {pages:.0f} pages of the batch read meanwhile")
    for said in watch.wrong[:10]:
        print(said)
    print(f"{len(watch.wrong)} calls failed")


def row(kind: str, waits: list[float]) -> str:
    cuts = quantiles(waits, n=100) if len(waits) > 1 else waits * 99
    return f"{kind:24} {len(waits):6} calls   p50 {cuts[49]:7.1f}   p95 {cuts[94]:7.1f}   p99 {cuts[98]:7.1f} ms"


if __name__ == "__main__":
    main()
