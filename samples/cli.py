"""``python -m samples``: make documents with known truth.

``make`` writes any number of them; ``commit-set`` writes the small set that is kept with the sources.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models.errors import UsageError
from samples.committed import write_set
from samples.variants import ALL_FAMILIES, ALL_VARIANTS, SELF_EVALUATION, VARIANTS, make_samples
from samples.write import write_sample


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write documents and their truth")
    make.add_argument("--count", type=int, default=10, help="how many documents (default 10)")
    make.add_argument("--first", type=int, default=0, help="number of the first document (default 0)")
    make.add_argument("--seed", type=int, required=True)
    make.add_argument("--out", type=Path, required=True, help="folder to write to")
    make.add_argument(
        "--families",
        type=lambda names: names.split(","),
        default=[SELF_EVALUATION],
        metavar="FAMILY,…",
        help=f"{', '.join(ALL_FAMILIES)} (default {SELF_EVALUATION}); --count is of each",
    )
    make.add_argument(
        "--variants",
        nargs="+",
        metavar="VARIANT",
        help=f"{', '.join(ALL_VARIANTS)} (default: those of {SELF_EVALUATION} where only that is made, else all)",
    )
    make.add_argument("--container", choices=["pdf", "png", "jpg", "tif"], help="of scans (default: drawn, mostly pdf)")
    kept = commands.add_parser("commit-set", help="write the small set that is kept with the sources")
    kept.add_argument("--out", type=Path, default=Path(__file__).parent / "set")
    options = parser.parse_args(arguments)
    try:
        if options.command == "commit-set":
            written = write_set(options.out)
        else:
            variants = options.variants or (VARIANTS if options.families == [SELF_EVALUATION] else ALL_VARIANTS)
            written = [
                write_sample(options.out, _name(options.seed, family, index), sample)
                for family in options.families
                for index in range(options.first, options.first + options.count)
                for sample in make_samples(options.seed, index, variants, options.container, family=family)
            ]
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write(f"{len(written)} files written, each with its truth\n")
    return 0


def _name(seed: int, family: str, index: int) -> str:
    return f"{seed}-{index:05d}" if family == SELF_EVALUATION else f"{seed}-{family}-{index:05d}"
