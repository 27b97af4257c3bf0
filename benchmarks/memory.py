"""Peak memory of the command line on a scan of many pages, made of the pages of one.

python benchmarks/memory.py SCAN.pdf [--pages 50]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pymupdf


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scan", type=Path, metavar="SCAN.pdf")
    parser.add_argument("--pages", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        long_scan = Path(folder) / "long.pdf"
        repeat(arguments.scan, arguments.pages, long_scan)
        started = time.perf_counter()
        command = [sys.executable, "-m", "api.cli", "extract", str(long_scan), "--out", folder]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        elapsed_s = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # Linux counts in KiB
    print(f"{arguments.pages} pages: peak {peak_mb:.0f} MB, {elapsed_s / arguments.pages:.2f} s a page")


def repeat(scan: Path, pages: int, target: Path) -> None:
    """The scan's pages over and over, as a PDF of that many pages."""
    with pymupdf.open(scan) as source, pymupdf.open() as result:
        while result.page_count < pages:
            result.insert_pdf(source, to_page=min(source.page_count, pages - result.page_count) - 1)
        result.save(target)


if __name__ == "__main__":
    main()
