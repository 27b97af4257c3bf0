"""Command-line options that set how documents are read, shared by the commands that read some."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from api.archives.zips import ArchiveLimits
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
    accepted = group.add_mutually_exclusive_group()
    accepted.add_argument(
        "--review-threshold",
        type=_probability,
        default=default.review_below,
        metavar="P",
        help="confidence below which a field needs review (%(default)s)",
    )
    accepted.add_argument(
        "--risk",
        type=risk_in,
        metavar="R",
        help="the greatest share of accepted fields that may be wrong, 0.002 for 0.2 %%: the calibration's evidence "
        "tells the threshold for each form and kind of page",
    )
    group.add_argument(
        "--dpi", type=_dpi, metavar="N", help="read every PDF page at this resolution instead of near its scan's own"
    )


def add_document_limits(parser: argparse.ArgumentParser) -> None:
    default = Settings().limits
    group = parser.add_argument_group("limits of a document")
    group.add_argument("--max-bytes", type=_size, default=default.max_bytes, metavar="N", help="256M unless given")
    group.add_argument("--max-pages", type=_count, default=default.max_pages, metavar="N", help="(%(default)s)")
    group.add_argument(
        "--max-pixels", type=_size, default=default.max_pixels, metavar="N", help="of one page (%(default)s)"
    )
    group.add_argument(
        "--max-side", type=_count, default=default.max_side_px, metavar="N", help="pixels along a side (%(default)s)"
    )


def add_archive_limits(parser: argparse.ArgumentParser) -> None:
    default = ArchiveLimits()
    group = parser.add_argument_group("limits of a ZIP file")
    group.add_argument("--max-archive-bytes", type=_size, default=default.archive_bytes, metavar="N", help="4G, packed")
    group.add_argument("--max-members", type=_count, default=default.members, metavar="N", help="files (%(default)s)")
    group.add_argument("--max-unpacked", type=_size, default=default.unpacked_bytes, metavar="N", help="bytes: 64G")
    group.add_argument(
        "--max-ratio", type=_count, default=default.ratio, metavar="N", help="unpacked to packed (%(default)s)"
    )


def archive_limits_of(arguments: argparse.Namespace) -> ArchiveLimits:
    return ArchiveLimits(
        archive_bytes=arguments.max_archive_bytes,
        members=arguments.max_members,
        member_bytes=arguments.max_bytes,
        unpacked_bytes=arguments.max_unpacked,
        ratio=arguments.max_ratio,
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
        risk=arguments.risk,
    )
    if "max_pages" in arguments:
        limits = replace(
            settings.limits,
            max_bytes=arguments.max_bytes,
            max_pages=arguments.max_pages,
            max_pixels=arguments.max_pixels,
            max_side_px=arguments.max_side,
        )
        settings = replace(settings, limits=limits)
    if arguments.dpi is None:
        return settings
    dpi = arguments.dpi
    return replace(settings, imaging=replace(settings.imaging, target_dpi=dpi, min_dpi=dpi, max_dpi=dpi))


def _probability(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def risk_in(text: str) -> float:
    """A share on the command line, above 0 and below 1."""
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1; 0.002 is 0.2 %")
    return value


def _dpi(text: str) -> float:
    value = float(text)
    if not 50 <= value <= 600:  # coarser cannot be read, finer only costs time
        raise argparse.ArgumentTypeError(f"{text} is not between 50 and 600")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than one")
    return value


def _size(text: str) -> int:
    """``1500``, ``256M``, ``4G``."""
    factor = _UNITS.get(text[-1:].upper(), 1)
    return _count(text[:-1] if factor > 1 else text) * factor


_UNITS = {"K": 2**10, "M": 2**20, "G": 2**30}
