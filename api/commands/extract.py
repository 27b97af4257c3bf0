"""``scanledger extract``: documents in, results out."""

from __future__ import annotations

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from api.files import prepare_folder, read_input, write_atomically
from api.options import add_reading_options, settings_of
from api.profile_table import print_profile
from api.reporting import ProgressLine, say
from api.standard_output import reserved_stdout
from api.tally import tally_of
from api.terminal import console
from extractor.export import EXPORTERS
from extractor.pictures import pictures
from extractor.pipeline import Extraction, extract
from extractor.tools import Tools, load_tools
from models.errors import OutputError, ScanledgerError, UsageError
from models.result import ExtractionResult


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "extract",
        description="Read PDFs, PNG, JPEG and TIFF pictures, and .txt dumps of a PDF's text layer. One FILE without "
        "--out gives JSON on standard output. Exit status: 0 all were read, 1 some were not, 2 wrong usage.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write DIR/<file name>.<format> for each FILE")
    parser.add_argument("--format", choices=tuple(EXPORTERS), default="json", help="with --out (%(default)s)")
    parser.add_argument("--draw", type=Path, metavar="DIR", help="write each page as a PNG with its boxes drawn on it")
    parser.add_argument("--profile", action="store_true", help="say where the time went, by page and stage")
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    files: list[Path] = arguments.files
    _check_usage(arguments)
    for folder in (arguments.out, arguments.draw):
        if folder is not None:
            prepare_folder(folder)
    with reserved_stdout() as stdout:
        tools = load_tools(settings_of(arguments))
        gc.freeze()  # what was loaded is needed to the end: looking for garbage in it takes a twentieth of the time
        done: list[Path] = []
        failed: list[Path] = []
        try:
            for path in files:
                extraction = _read(path, arguments.draw, tools)
                if extraction is None:
                    failed.append(path)
                    continue
                if arguments.profile:
                    print_profile(extraction.profile, path.name, console(sys.stderr))
                result = extraction.result
                data = EXPORTERS[arguments.format](result)
                if arguments.out is None:
                    stdout.write(data)
                else:
                    write_atomically(arguments.out / f"{path.name}.{arguments.format}", data)
                done.append(path)
        except KeyboardInterrupt:
            _say_stopped(files, done, failed)
            raise
    if len(files) > 1:
        say(f"{len(done)} of {len(files)} files extracted")
    return not failed


def _check_usage(arguments: argparse.Namespace) -> None:
    files: Sequence[Path] = arguments.files
    if arguments.out is None and len(files) > 1:
        raise UsageError("several FILEs need --out DIR")
    if arguments.out is None and arguments.format != "json":
        raise UsageError(f"--format {arguments.format} needs --out DIR: only JSON goes to standard output")
    name, count = Counter(path.name for path in files).most_common(1)[0]
    if count > 1:
        raise UsageError(f"{count} FILEs are called {name}: their results would have one name; use a DIR for each")


def _read(path: Path, drawings: Path | None, tools: Tools) -> Extraction | None:
    """What came of one file, or None where it could not be had, which standard error then explains."""
    progress = ProgressLine(path.name)
    try:
        data = read_input(path, tools.settings.limits.max_bytes)
        extraction = extract(data, path.name, tools, progress)
        result = extraction.result
        if drawings is not None:
            for number, png in pictures(data, result, tools.settings):
                write_atomically(drawings / f"{path.name}.page-{number}.png", png)
    except OutputError:
        raise
    except ScanledgerError as error:
        progress.close()
        say(f"error: {error if path.name in str(error) else f'{path}: {error}'}")
        return None
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others
        progress.close()
        say(f"error: {path}: {type(error).__name__}: {error}; please report this with the file")
        return None
    progress.close()
    for warning in result.warnings:
        say(f"warning: {path.name}: {warning.message}")
    say(f"{path.name}: {summary(result)} in {progress.elapsed_s:.1f} s")
    return extraction


def summary(result: ExtractionResult) -> str:
    """``2 pages, 1 tables, 1 records, 71 fields, 3 to review, 0 failed checks``."""
    tally = tally_of(result)
    return (
        f"{result.document.page_count} pages, {len(result.tables)} tables, {tally.records} records, "
        f"{tally.fields} fields, {tally.to_review} to review, {tally.failed_checks} failed checks"
    )


def _say_stopped(files: Sequence[Path], done: Sequence[Path], failed: Sequence[Path]) -> None:
    left = [path.name for path in files if path not in done and path not in failed]
    say(f"\nstopped: {len(done)} of {len(files)} files extracted; not extracted: {', '.join(left)}")
