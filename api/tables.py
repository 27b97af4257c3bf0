"""An evaluation's report as tables on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from extractor.evaluation import GROUPINGS, Grouping, Leaves, Report, Summary


def print_report(report: Report, groupings: Sequence[Grouping], console: Console) -> None:
    console.print(_overview(report.all))
    console.print(_reliability(report))
    groups: Mapping[Grouping, Table] = {
        "form": _summaries(GROUPINGS["form"], report.by_form),
        "damage": _summaries(GROUPINGS["damage"], report.by_damage),
        "field": _fields(report.by_field),
    }
    for name in GROUPINGS:
        if name in groupings:
            console.print(groups[name])


def _overview(all_: Summary) -> Table:
    table = _table("all documents", "figure", "value")
    for name, value in (
        ("documents", f"{all_.documents} ({all_.failed} could not be extracted)"),
        ("wholly right", _share(all_.wholly_right)),
        ("leaf precision, recall, F1", _three(all_.leaves)),
        ("TEDS, structure only", f"{_four(all_.teds)}, {_four(all_.teds_structure)}"),
        ("tables, surplus", f"{all_.tables}, {all_.surplus_tables}"),
        ("over several pages, exactly right", f"{_share(all_.multi_page_exact)} of {all_.multi_page_tables}"),
        ("pages turned right", f"{_share(all_.turn_right)} of {all_.pages}"),
        ("undecided, wrong", f"{_share(all_.turn_undecided)}, {_share(all_.turn_wrong)}"),
        ("skew error, median", "—" if all_.skew_error_median_deg is None else f"{all_.skew_error_median_deg:.2f}°"),
        ("lying text layers found", f"{_share(all_.lies_found)} of {all_.lying_layers}"),
        ("good text layers not used", f"{_share(all_.good_layers_lost)} of {all_.good_layers}"),
        ("fields accepted", f"{_share(all_.accepted)} of {all_.fields}"),
        ("wrong among accepted", _share(all_.wrong_among_accepted)),
        ("coverage at 99.9 % right", _share(all_.coverage_at_999)),
        ("calibration error", _four(all_.calibration_error)),
        ("seconds a page", "—" if all_.seconds_per_page is None else f"{all_.seconds_per_page:.2f}"),
    ):
        table.add_row(name, value)
    return table


def _reliability(report: Report) -> Table:
    table = _table("confidence beside share right", "confidence", "fields", "mean confidence", "right")
    for one in report.reliability:
        table.add_row(f"{one.low:g} to {one.high:g}", str(one.fields), f"{one.confidence:.4f}", f"{one.right:.4f}")
    return table


def _summaries(title: str, groups: Mapping[str, Summary]) -> Table:
    table = _table(
        title, "", "documents", "wholly right", "precision", "recall", "F1", "TEDS", "structure", "pages joined",
        "turn right", "accepted", "wrong accepted", "at 99.9 % right", "s a page",
    )  # fmt: skip
    for name, group in groups.items():
        table.add_row(
            name,
            str(group.documents),
            _share(group.wholly_right),
            *(_four(value) for value in (group.leaves.precision, group.leaves.recall, group.leaves.f1)),
            _four(group.teds),
            _four(group.teds_structure),
            _share(group.multi_page_exact),
            _share(group.turn_right),
            _share(group.accepted),
            _share(group.wrong_among_accepted),
            _share(group.coverage_at_999),
            "—" if group.seconds_per_page is None else f"{group.seconds_per_page:.2f}",
        )
    return table


def _fields(groups: Mapping[str, Leaves]) -> Table:
    table = _table(GROUPINGS["field"], "", "leaves", "precision", "recall", "F1")
    for name, leaves in groups.items():
        table.add_row(
            name, str(leaves.expected), *(_four(value) for value in (leaves.precision, leaves.recall, leaves.f1))
        )
    return table


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left")
    for index, head in enumerate(heads):
        table.add_column(head, justify="left" if index == 0 else "right", overflow="fold")
    return table


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.2%}"


def _four(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _three(leaves: Leaves) -> str:
    return f"{leaves.precision:.4f}, {leaves.recall:.4f}, {leaves.f1:.4f}"
