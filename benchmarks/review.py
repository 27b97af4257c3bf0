"""The review page at full length, in a real browser: ``python benchmarks/review.py``. About fifteen minutes.

What is measured is what ``tests/web/review/test_bars.py`` measures, but 3,000 decisions instead of 200, 300 collisions
instead of 40 and 100 killed tabs and cut networks instead of 8. Figures are printed as JSON, a line each.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    command = [sys.executable, "-m", "pytest", "-q", "tests/web/review/test_bars.py", "-p", "no:xdist"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "FULL_BARS": "1"}, check=False).returncode  # noqa: S603 - our own tests


if __name__ == "__main__":
    sys.exit(main())
