"""The figures of a run as Markdown, and as a plot."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

OURS = "scanledger"

SURVIVED = 0.9
"""A turn is survived by a tool that has at least this share of the leaf F1 that it has of the same page upright."""

SHADES = {"none": "#9ecae1", "light": "#6baed6", "heavy": "#2171b5", "worst": "#08306b"}
"""Of the grades, darker where worse."""

BAR, GAP, GROUP_GAP, NAME, PLOT, TOP = 11, 2, 12, 150, 400, 34
"""Pixels of the plot."""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one tool on one document. ``turn``: that it was turned by besides, clockwise.

    ``figures``: the share of the figures of its tables that was read; of published pages, of rows recovered.
    """

    tool: str
    form: str
    grade: str
    turn: int
    cpu_s: float
    leaf_f1: float | None
    teds: float | None
    figures: float


def page_of_figures(scores: Sequence[Score]) -> str:
    made = [score for score in scores if score.leaf_f1 is not None]
    real = [score for score in scores if score.leaf_f1 is None]
    return "\n\n".join(filter(None, (_by_grade(made), _by_form(made), _by_turn(made), _of_real(real))))


def _by_grade(scores: Sequence[Score]) -> str:
    rows = []
    for grade in SHADES:
        for tool in _tools(scores):
            own = [score for score in scores if (score.tool, score.grade, score.turn) == (tool, grade, 0)]
            if own:
                figures = [_mean(getattr(score, name) for score in own) for name in ("leaf_f1", "teds", "figures")]
                seconds = statistics.median(score.cpu_s for score in own)
                rows.append([f"{grade} ({len(own)})", tool, *(f"{figure:.3f}" for figure in figures), f"{seconds:.1f}"])
    return _table(["scan (documents)", "tool", "leaf F1", "grid TEDS", "figures read", "seconds a page"], rows)


def _by_form(scores: Sequence[Score]) -> str:
    forms = list(dict.fromkeys(score.form for score in scores))
    rows = []
    for tool in _tools(scores):
        row = [tool]
        for form in forms:
            own = [score for score in scores if (score.tool, score.form, score.turn) == (tool, form, 0)]
            both = [_mean(getattr(score, name) for score in own) for name in ("leaf_f1", "teds")] if own else []
            row.append(" / ".join(f"{figure:.3f}" for figure in both))
        rows.append(row)
    return _table(["leaf F1 / TEDS, all grades", *forms], rows) if forms else ""


def _by_turn(scores: Sequence[Score]) -> str:
    rows = []
    for tool in _tools(scores):
        turned = [score for score in scores if score.tool == tool and score.turn]
        if turned:
            kept = sum(survived(score, scores) for score in turned)
            rows.append([tool, f"{kept} of {len(turned)}", f"{_mean(score.leaf_f1 for score in turned):.3f}"])
    return _table(["tool", "turns survived", "leaf F1 of turned pages"], rows) if rows else ""


def survived(score: Score, scores: Sequence[Score]) -> bool:
    """Whether as much of a turned page is right as of the same page upright; nothing there is nothing survived."""
    key = score.tool, score.form, score.grade, 0
    upright = next(one for one in scores if (one.tool, one.form, one.grade, one.turn) == key)
    return bool(upright.leaf_f1) and (score.leaf_f1 or 0) >= SURVIVED * (upright.leaf_f1 or 0)


def _of_real(scores: Sequence[Score]) -> str:
    modes = list(dict.fromkeys(score.grade for score in scores))
    rows = []
    for tool in _tools(scores):
        own = [score for score in scores if score.tool == tool]
        shares = [f"{_mean(score.figures for score in own if score.grade == mode):.1%}" for mode in modes]
        rows.append([tool, *shares, f"{statistics.median(score.cpu_s for score in own):.1f}"])
    return _table(["published pages, rows recovered", *modes, "seconds a page"], rows) if rows else ""


def _tools(scores: Sequence[Score]) -> list[str]:
    return list(dict.fromkeys(score.tool for score in scores))


def _mean(values: Iterable[float | None]) -> float:
    return statistics.mean(value or 0.0 for value in values)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plot(scores: Sequence[Score]) -> str:
    """Bars of leaf F1, a group a tool and a bar a grade, as SVG."""
    parts, y = [], TOP
    upright = [score for score in scores if score.leaf_f1 is not None and not score.turn]
    for tool in _tools(upright):
        top = y
        for grade, shade in SHADES.items():
            own = [score.leaf_f1 for score in upright if (score.tool, score.grade) == (tool, grade)]
            if own:
                mean = _mean(own)
                parts.append(f'<rect x="{NAME}" y="{y}" width="{mean * PLOT:.1f}" height="{BAR}" fill="{shade}"/>')
                parts.append(f'<text x="{NAME + mean * PLOT + 4:.1f}" y="{y + BAR - 2}">{mean:.2f}</text>')
                y += BAR + GAP
        parts.append(f'<text x="{NAME - 8}" y="{(top + y) / 2 + 3:.0f}" text-anchor="end">{escape(tool)}</text>')
        y += GROUP_GAP
    for index, (grade, shade) in enumerate(SHADES.items()):
        x = NAME + 70 * index
        parts.append(f'<rect x="{x}" y="10" width="{BAR}" height="{BAR}" fill="{shade}"/>')
        parts.append(f'<text x="{x + BAR + 4}" y="{10 + BAR - 2}">{grade}</text>')
    width, style = NAME + PLOT + 40, "font-family:sans-serif;font-size:11px"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" style="{style}">'
        f'<title>Leaf F1 by tool and grade of scan</title><rect width="{width}" height="{y}" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )
