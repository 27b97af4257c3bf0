"""Digits misread on purpose: how many numbers are put right by arithmetic, and how many are put wrong.

    python benchmarks/misread.py FOLDER [--printed-wrong]

FOLDER: documents with a good text layer and sound sums (``python -m samples make --variants born``). Each is read
once. Then one to three numbers of each table that some identity names are read with a digit that looks like the right
one, as a recogniser that is not sure would: the right digit is its second choice. Some of all other digits are given a
second choice as well, as often as on heavy scans. What is printed is known, so what then becomes of it can be judged.

``--printed-wrong``: the digits are swapped on paper. The recogniser is sure of them, and they must stay as they are.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.decoding import decoded
from extractor.pipeline import extract
from extractor.settings import Settings
from extractor.tools import Tools, load_tools
from extractor.understanding import values_of
from models.record import FormReading, Leaf
from models.text import Glyph

LIKE = {"0": "68", "1": "7", "2": "7", "3": "85", "4": "9", "5": "36", "6": "80", "7": "1", "8": "36", "9": "04"}
MISREAD, RIGHT = 0.7, 0.25  # the recogniser's probabilities of the wrong digit and of the right one
SECOND_CHOICES = ((0.0003, 0.1), (0.001, 0.02), (0.001, 0.005))
"""Share of right digits that have another digit beside them, and its probability.

Thrice what was measured on 12,700 right digits of heavy and worst scans: 8 in 100,000 have another digit at a tenth
of their own probability or more, 31 at a fiftieth, 71 at a two-hundredth.
"""
NUMERIC = frozenset({"amount", "number", "percent"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--printed-wrong", action="store_true", help="the form itself is wrong")
    parser.add_argument("--times", type=int, default=5, help="how often each document is tried (%(default)s)")
    parser.add_argument("--show", action="store_true", help="print each number that was not put right")
    arguments = parser.parse_args()
    tools = load_tools(Settings())
    counts: Counter[str] = Counter()
    for path in sorted(arguments.folder.glob("*.pdf")):
        material = extract(path.read_bytes(), path.name, tools).material
        readings = material.understandable.interpretation.forms
        for time in range(arguments.times):
            dice = random.Random(f"{path.name}:{time}")  # noqa: S311 - not for secrets, and the same every time
            counts += _tried(readings, tools, dice, arguments)
    print(f"{counts['tables']} tables, {counts['swapped']} numbers with a swapped digit")
    print(f"put right: {counts['right']} ({counts['right'] / max(1, counts['swapped']):.3f})")
    print(f"put otherwise but wrong: {counts['otherwise']}; others spoiled: {counts['spoiled']}")
    print(f"left as read, named by a failed check: {counts['reported']}; unnoticed: {counts['unnoticed']}")


def _tried(
    readings: Sequence[FormReading], tools: Tools, dice: random.Random, arguments: argparse.Namespace
) -> Counter[str]:
    printed, before = decoded(readings, [values_of(it, tools) for it in readings], tools.definitions)
    named = {(record, path) for record, own in before.items() for it in own if it.status == "pass" for path in it.paths}
    counts: Counter[str] = Counter()
    chosen: set[tuple[int, str]] = set()
    for record, reading in enumerate(readings):
        numbers = [
            (record, leaf.path)
            for leaf in reading.leaves
            if leaf.kind in NUMERIC and (record, leaf.path) in named and _digits(leaf)
        ]
        chosen.update(dice.sample(numbers, min(len(numbers), dice.randint(1, 3))))
        counts["tables"] += bool(numbers)
    damaged = [
        replace(
            reading,
            leaves=tuple(
                _misread(leaf, dice, sure=arguments.printed_wrong)
                if (record, leaf.path) in chosen
                else _noisy(leaf, dice)
                for leaf in reading.leaves
            ),
        )
        for record, reading in enumerate(readings)
    ]
    read = [values_of(it, tools) for it in damaged]
    after, outcomes = decoded(damaged, read, tools.definitions)
    failed = {(n, path) for n, own in outcomes.items() for it in own if it.status == "fail" for path in it.paths}
    counts["swapped"] += len(chosen)
    for record, own in enumerate(printed):
        for path, value in own.items():
            spot, got = (record, path), after[record][path]
            if spot in chosen:
                what = (
                    "right"
                    if got.number == value.number
                    else "otherwise"
                    if got.number != read[record][path].number
                    else "reported"
                    if spot in failed
                    else "unnoticed"
                )
                counts[what] += 1
                if arguments.show and what != "right":
                    print(what, readings[record].variant or readings[record].form, path, value.number, "->", got.number)
            elif got.number != value.number:
                counts["spoiled"] += 1
                if arguments.show:
                    print("spoiled", readings[record].variant, path, value.number, "->", got.number)
    return counts


def _digits(leaf: Leaf) -> list[int]:
    return [i for i, glyph in enumerate(leaf.lines[0].glyphs) if glyph.char in LIKE] if len(leaf.lines) == 1 else []


def _misread(leaf: Leaf, dice: random.Random, *, sure: bool) -> Leaf:
    place = dice.choice(_digits(leaf))
    right = leaf.lines[0].glyphs[place].char
    wrong = dice.choice(LIKE[right])
    others = () if sure else ((right, RIGHT),)
    return _with(
        leaf, place, replace(leaf.lines[0].glyphs[place], char=wrong, probability=MISREAD, alternatives=others)
    )


def _noisy(leaf: Leaf, dice: random.Random) -> Leaf:
    for place in _digits(leaf):
        for share, probability in SECOND_CHOICES:
            if dice.random() < share:
                glyph = leaf.lines[0].glyphs[place]
                other = ((dice.choice(LIKE[glyph.char]), probability),)
                leaf = _with(leaf, place, replace(glyph, probability=1 - probability, alternatives=other))
    return leaf


def _with(leaf: Leaf, place: int, glyph: Glyph) -> Leaf:
    line = leaf.lines[0]
    glyphs = (*line.glyphs[:place], glyph, *line.glyphs[place + 1 :])
    chars = iter(glyphs)
    text = "".join(char if char.isspace() else next(chars).char for char in line.text)
    return replace(leaf, lines=(replace(line, text=text, glyphs=glyphs),))


if __name__ == "__main__":
    main()
