"""PDFs whose objects run in circles, go too deep, or count wrong."""

from __future__ import annotations

from random import Random

from tests.hostile.pdf_syntax import TEXT, one_page, pdf, stream

DEEP = 20_000
"""Levels: no reader's stack has so many."""


def page_tree_of_itself(_: Random) -> bytes:
    return pdf(one_page(more={2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}))


def page_trees_of_each_other(_: Random) -> bytes:
    trees = {
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 9 >>",
        6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R 3 0 R] /Count 8 >>",
    }
    return pdf(one_page(more=trees))


def page_that_is_its_own_parent(_: Random) -> bytes:
    return pdf(one_page(more={3: b"<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>"}))


def deep_page_tree(_: Random) -> bytes:
    levels = {
        number: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, number + 1)
        for number in range(10, DEEP)
    }
    first, last = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return pdf(one_page(more={2: first, **levels, DEEP: last}))


def billions_of_pages(_: Random) -> bytes:
    return pdf(one_page(more={2: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"}))


def fewer_than_no_pages(_: Random) -> bytes:
    return pdf(one_page(more={2: b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>"}))


def five_hundred_pages_said_one_there(_: Random) -> bytes:
    return pdf(one_page(more={2: b"<< /Type /Pages /Kids [3 0 R] /Count 500 >>"}))


def pages_that_double(_: Random) -> bytes:
    """Thirty levels of two each: a thousand million pages in a few hundred bytes."""
    levels = {
        number: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (number + 1, number + 1, 2 ** (40 - number))
        for number in range(10, 40)
    }
    catalog = b"<< /Type /Catalog /Pages 10 0 R >>"
    return pdf(one_page(more={1: catalog, **levels, 40: b"<< /Type /Page /Parent 39 0 R /Contents 4 0 R >>"}))


def page_shown_many_times(_: Random) -> bytes:
    kids = b"3 0 R " * 1001
    return pdf(one_page(more={2: b"<< /Type /Pages /Kids [%b] /Count 1001 >>" % kids}))


def outline_in_a_circle(_: Random) -> bytes:
    outline = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /PageLabels 8 0 R >>",
        6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 2147483647 >>",
        7: b"<< /Title (around) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R /Last 7 0 R >>",
        8: b"<< /Kids [8 0 R] >>",
    }
    return pdf(one_page(more=outline))


def form_that_draws_itself(_: Random) -> bytes:
    form = stream(b"/Fm0 Do " + TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R")
    more = {6: form, 7: b"<< /XObject << /Fm0 6 0 R >> >>"}
    return pdf(one_page(stream(b"/Fm0 Do"), resources=b"/XObject << /Fm0 6 0 R >>", more=more))


def forms_that_multiply(_: Random) -> bytes:
    """Ten forms, each of which draws the next ten times: ten thousand million letters."""
    forms = {
        number: stream(
            b"/Fm0 Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm0 %d 0 R >> >>"
            % (number + 1),
        )
        for number in range(10, 20)
    }
    last = stream(TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>")
    return pdf(one_page(stream(b"/Fm0 Do"), resources=b"/XObject << /Fm0 10 0 R >>", more={**forms, 20: last}))


def pattern_of_itself(_: Random) -> bytes:
    shown = stream(b"/Pattern cs /P0 scn 0 0 595 842 re f")
    tiles = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001"
    pattern = stream(b"/Pattern cs /P0 scn 0 0 1 1 re f", tiles + b" /Resources << /Pattern << /P0 6 0 R >> >>")
    return pdf(one_page(shown, resources=b"/Pattern << /P0 6 0 R >>", more={6: pattern}))


def deep_array(_: Random) -> bytes:
    return pdf(one_page(more={6: b"[" * 200_000 + b"]" * 200_000}, page=b"/MediaBox 6 0 R"))


def deep_graphics_state(_: Random) -> bytes:
    return pdf(one_page(stream(b"q " * 300_000 + TEXT)))


def reference_to_itself(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox 6 0 R /Rotate 7 0 R", more={6: b"6 0 R", 7: b"8 0 R", 8: b"7 0 R"}))


KINDS = {
    "page-tree-of-itself.pdf": page_tree_of_itself,
    "page-trees-of-each-other.pdf": page_trees_of_each_other,
    "page-its-own-parent.pdf": page_that_is_its_own_parent,
    "deep-page-tree.pdf": deep_page_tree,
    "billions-of-pages.pdf": billions_of_pages,
    "fewer-than-no-pages.pdf": fewer_than_no_pages,
    "500-pages-said-1-there.pdf": five_hundred_pages_said_one_there,
    "pages-that-double.pdf": pages_that_double,
    "page-shown-1001-times.pdf": page_shown_many_times,
    "outline-in-a-circle.pdf": outline_in_a_circle,
    "form-draws-itself.pdf": form_that_draws_itself,
    "forms-that-multiply.pdf": forms_that_multiply,
    "pattern-of-itself.pdf": pattern_of_itself,
    "deep-array.pdf": deep_array,
    "deep-graphics-state.pdf": deep_graphics_state,
    "reference-to-itself.pdf": reference_to_itself,
}
