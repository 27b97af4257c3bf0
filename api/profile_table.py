"""Where the time of a document went, as a table on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from extractor.profiling import Spent, by_stage, total


def print_profile(spent: Sequence[Spent], name: str, console: Console) -> None:
    """Processor seconds: a row for each page, one for the document as a whole, and what the stages come to."""
    console.print(f"{name}, seconds of processor time")
    console.print(_table(spent))


def _table(spent: Sequence[Spent]) -> Table:
    stages = by_stage(spent)
    all_ = total(spent)
    table = Table()
    table.add_column("page")
    for stage in (*stages, "all"):
        table.add_column(stage, justify="right")
    pages = sorted({item.page for item in spent if item.page is not None})
    for page in (*pages, None):
        own = [item for item in spent if item.page == page]
        took = by_stage(own)
        cells = [f"{took[stage].cpu_s:.3f}" if stage in took else "" for stage in stages]
        table.add_row("document" if page is None else str(page), *cells, f"{total(own).cpu_s:.3f}")
    table.add_section()
    table.add_row("all", *(f"{took.cpu_s:.3f}" for took in stages.values()), f"{all_.cpu_s:.3f}")
    shares = (took.cpu_s / all_.cpu_s if all_.cpu_s else 0.0 for took in stages.values())
    table.add_row("share", *(f"{share:.0%}" for share in shares), "")
    table.add_row("on the wall", *(f"{took.wall_s:.3f}" for took in stages.values()), f"{all_.wall_s:.3f}")
    return table
