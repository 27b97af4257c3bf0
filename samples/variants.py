"""The variants of a document: the same form as a born-digital PDF, turned, scrambled, dumped and scanned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pymupdf

from models.errors import UsageError
from samples.container import Container, pack
from samples.content import Form, make_form
from samples.dice import Dice
from samples.draw import draw_pdf
from samples.dump import plain_dump, tab_dump
from samples.families.documents import FAMILIES
from samples.families.source import make_source
from samples.families.variants import DOCUMENT_VARIANTS, draw_variant
from samples.fonts import load_face
from samples.layout import lay_out
from samples.layout_page import LaidForm
from samples.layout_style import make_style
from samples.sample import Sample
from samples.scan import Grade, scan_document
from samples.scramble import DumpLine, Habits, scramble
from samples.truth import Json, document_truth


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A laid-out form, and the chance that its variants draw from."""

    form: Form
    laid: LaidForm
    dice: Callable[[str], Dice]

    def truth(self, variant: str, pages: list[tuple[int, float | None]], grade: str | None = None) -> dict[str, Json]:
        return document_truth(self.form, self.laid, variant=variant, grade=grade, pages=pages)

    def same(self, rotation: int, skew: float | None = 0.0) -> list[tuple[int, float | None]]:
        return [(rotation, skew)] * len(self.laid.pages)


SELF_EVALUATION = "self_evaluation"


def make_samples(
    seed: int,
    index: int,
    variants: Sequence[str],
    container: Container | None = None,
    *,
    family: str = SELF_EVALUATION,
) -> Iterator[Sample]:
    """The document ``index`` of a family and a seed in the variants asked for, of those that its family has.

    ``container``: of scans, or drawn, mostly PDF.
    """
    _known("variant", variants, ALL_VARIANTS)
    _known("family", [family], ALL_FAMILIES)
    if family != SELF_EVALUATION:
        source = make_source(family, seed, index)
        for variant in variants:
            yield from draw_variant(source, variant, container)
        return
    yield from _self_evaluation(seed, index, [variant for variant in variants if variant in VARIANTS], container)


def _known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"unknown {what} {', '.join(unknown)}: choose from {', '.join(known)}")


def _self_evaluation(seed: int, index: int, variants: Sequence[str], container: Container | None) -> Iterator[Sample]:
    form = make_form(seed, index)
    source = _Source(
        form, lay_out(form, make_style(Dice.of(seed, index, "style"))), lambda key: Dice.of(seed, index, key)
    )
    for variant in variants:
        if variant in _SCANS:
            yield _scanned(source, _SCANS[variant], container)
        else:
            yield from _DRAWN[variant](source)


def _born(source: _Source) -> Iterator[Sample]:
    yield Sample(".born.pdf", draw_pdf(source.laid), source.truth("born", source.same(0)))


_TAB_DUMPS = 0.3  # share of dumps that separate cells by tabs


def _dump(source: _Source) -> Iterator[Sample]:
    tabs = source.dice("dump").chance(_TAB_DUMPS)
    lines = tab_dump(source.laid) if tabs else [line for page in source.laid.pages for line in plain_dump(page)]
    yield Sample(".dump.txt", "\n".join(lines).encode(), source.truth("dump", [(0, 0.0)]))


def _rotate(source: _Source) -> Iterator[Sample]:
    """Upright content on pages that /Rotate turns."""
    rotate = source.dice("rotate").pick([90, 180, 270])
    yield Sample(
        ".rotate.pdf", draw_pdf(source.laid, rotate=rotate), source.truth("rotate", source.same((360 - rotate) % 360))
    )


def _rotate_upright(source: _Source) -> Iterator[Sample]:
    """Turned content that /Rotate sets upright again."""
    rotate = source.dice("rotate_upright").pick([90, 180, 270])
    data = draw_pdf(source.laid, content_turn=(360 - rotate) % 360, rotate=rotate)
    yield Sample(".rotate_upright.pdf", data, source.truth("rotate_upright", source.same(0)))


def _scrambled(source: _Source) -> Iterator[Sample]:
    """Turned content whose text layer has the scrambled order, and the dump of that text layer."""
    dice = source.dice("scrambled")
    turn = dice.pick([90, 270, 270])
    style, habits = source.laid.style, Habits.of(dice)
    width = load_face(style.face).width
    pages = [scramble(page, width, style.leading, habits, dice) for page in source.laid.pages]
    order = [[run for line in lines for run in line.runs] for lines in pages]
    data = draw_pdf(source.laid, content_turn=turn, order=order)
    yield Sample(".scrambled.pdf", data, source.truth("scrambled", source.same((360 - turn) % 360)))
    text = "\n".join(_dump_of(pages, backwards=dice.chance(_BACKWARDS)))
    yield Sample(".scrambled.txt", text.encode(), source.truth("scrambled", [(0, 0.0)]))


_BACKWARDS = 0.5  # share of scrambled documents whose last page comes first, as in the published ones


def _dump_of(pages: Sequence[Sequence[DumpLine]], *, backwards: bool) -> Iterator[str]:
    """The pages' lines; pages that come backwards begin with a space, as the published ones do."""
    for page in reversed(pages) if backwards else pages:
        for at, line in enumerate(page):
            yield f" {line.text}" if backwards and at == 0 else line.text


def _scanned(source: _Source, grade: Grade, container: Container | None) -> Sample:
    dice = source.dice(f"scan {grade}")
    drawn: Container = dice.pick(["pdf", "pdf", "pdf", "pdf", "pdf", "pdf", "tif", "tif", "png", "jpg"])
    kind = container or drawn
    if kind in ("png", "jpg") and len(source.laid.pages) > 1:  # they hold one page
        kind = "pdf"
    document = pymupdf.open("pdf", draw_pdf(source.laid))
    seal_name = source.form.implementing_unit.split("（")[0].split("(")[0]
    scans = scan_document(document, grade, seal_name, dice)
    pages = [(scan.rotation, scan.skew) for scan in scans]
    return Sample(f".{grade}.{kind}", pack(scans, kind), source.truth(grade, pages, grade))


_DRAWN: Mapping[str, Callable[[_Source], Iterator[Sample]]] = {
    "born": _born,
    "rotate": _rotate,
    "rotate_upright": _rotate_upright,
    "scrambled": _scrambled,
    "dump": _dump,
}
_SCANS: Mapping[str, Grade] = {"none": "none", "light": "light", "heavy": "heavy", "worst": "worst"}
VARIANTS = (*_DRAWN, *_SCANS)
ALL_VARIANTS = tuple(dict.fromkeys((*VARIANTS, *DOCUMENT_VARIANTS)))
ALL_FAMILIES = (SELF_EVALUATION, *FAMILIES)
