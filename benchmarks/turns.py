"""How often the turn of a page is found: four turns, skews from -15 to 15 degrees, clean and worn.

    python benchmarks/turns.py UPRIGHT.pdf [UPRIGHT.pdf …] [--step 5]

UPRIGHT.pdf: its first page stands upright (``python -m samples`` makes such pages); it is leaned and turned here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from speed import first_page

from extractor.imaging import stand_upright
from extractor.pages import reader_of
from extractor.tools import Tools, load_tools
from models.page import Pixels, Raster
from samples import damage
from samples.dice import Dice

WORST_SKEW_DEG = 15
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Outcome:
    wear: str
    skew_deg: int
    turn: str
    skew_error_deg: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="UPRIGHT.pdf")
    parser.add_argument("--step", type=int, default=5, help="degrees between two skews (%(default)s)")
    arguments = parser.parse_args()
    tools = load_tools()
    skews = range(-WORST_SKEW_DEG, WORST_SKEW_DEG + 1, arguments.step)
    outcomes = [outcome for path in arguments.files for outcome in sweep(first_page(path), skews, tools)]
    for wear in WEAR:
        report(wear, [outcome for outcome in outcomes if outcome.wear == wear])


def worn(page: Pixels) -> Pixels:
    """Soft and grainy, as a fast copy is."""
    return damage.noise(damage.blur(page, 0.9), 9, Dice.of(1, "worn"))


WEAR: dict[str, Callable[[Pixels], Pixels]] = {"clean": lambda page: page, "worn": worn}


def sweep(page: Pixels, skews: Sequence[int], tools: Tools) -> Iterator[Outcome]:
    for wear, wear_out in WEAR.items():
        for skew_deg in skews:
            leaning = wear_out(damage.lean(page, skew_deg))
            for turn in TURNS:
                yield judged(wear, skew_deg, turn, damage.turn(leaning, turn), tools)


def judged(wear: str, skew_deg: int, turn: int, page: Pixels, tools: Tools) -> Outcome:
    found = stand_upright(Raster(page, 1.0), reader_of(tools.engine), tools.definitions.words, tools.settings.imaging)
    if found.turn == (360 - turn) % 360:
        return Outcome(wear, skew_deg, "right", abs(found.skew_deg - skew_deg))
    return Outcome(wear, skew_deg, "wrong" if found.decided else "undecided", None)


def report(wear: str, outcomes: Sequence[Outcome]) -> None:
    counted = Counter(outcome.turn for outcome in outcomes)
    errors = [outcome.skew_error_deg for outcome in outcomes if outcome.skew_error_deg is not None]
    print(
        f"{wear}: {len(outcomes)} pages, right {counted['right']}, undecided {counted['undecided']}, "
        f"wrong {counted['wrong']}; skew error median {np.median(errors):.2f}, worst {max(errors):.2f} degrees"
    )
    for skew_deg in sorted({outcome.skew_deg for outcome in outcomes if outcome.turn != "right"}):
        missed = Counter(outcome.turn for outcome in outcomes if outcome.skew_deg == skew_deg)
        print(f"  at {skew_deg:+d} degrees: {dict(missed)}")


if __name__ == "__main__":
    main()
