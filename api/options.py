"""Command-line options that set how documents are read, shared by the commands that read some."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from extractor.reading import ENGINE_NAMES
from extractor.settings import Settings


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    default = Settings()
    group = parser.add_argument_group("reading")
    group.add_argument("--engine", choices=ENGINE_NAMES, default=default.engine, help="OCR engine (%(default)s)")
    group.add_argument(
        "--catalogue",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="YAML file with indicators of your own, added to the built-in ones; may be given many times",
    )
    group.add_argument("--calibration", type=Path, metavar="FILE", help="made by `scanledger calibrate` (the built-in)")
    group.add_argument(
        "--review-threshold",
        type=_probability,
        default=default.review_below,
        metavar="P",
        help="confidence below which a field needs review (%(default)s)",
    )
    group.add_argument(
        "--dpi", type=_dpi, metavar="N", help="read every PDF page at this resolution instead of near its scan's own"
    )


def add_worker_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes (%(default)s)")


def settings_of(arguments: argparse.Namespace) -> Settings:
    settings = replace(
        Settings(),
        engine=arguments.engine,
        catalogues=tuple(arguments.catalogue),
        calibration=arguments.calibration,
        review_below=arguments.review_threshold,
    )
    if arguments.dpi is None:
        return settings
    dpi = arguments.dpi
    return replace(settings, imaging=replace(settings.imaging, target_dpi=dpi, min_dpi=dpi, max_dpi=dpi))


def _probability(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _dpi(text: str) -> float:
    value = float(text)
    if not 50 <= value <= 600:  # coarser cannot be read, finer only costs time
        raise argparse.ArgumentTypeError(f"{text} is not between 50 and 600")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least one process is needed")
    return value
