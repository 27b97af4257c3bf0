"""Where groups of a listing begin: by the weights that their labels print."""

from extractor.forms import load_definitions
from extractor.grids.dump_forms.borders import with_moved_borders
from extractor.grids.dump_forms.listing import listing_rows
from extractor.grids.dump_forms.rows import Row
from extractor.grids.dump_forms.text import Run
from extractor.reading.dumps.blocks import run

LISTING = next(form for form in load_definitions().forms if form.matrices and form.listings).listings[0]
WEIGHT = next(i for i, column in enumerate(LISTING.columns) if column.kind == "number")


def cell(text: str, line: int, slot: int) -> Run:
    return Run(run(text, 0, len(text), line), line, slot, settled=False)


def rows(*said: tuple[str, str, str]) -> list[Row]:
    """Of each row the label of the first column, that of the second, and the weight."""
    return [
        Row({i: (cell(text, y, i),) for i, text in ((0, first), (1, second), (WEIGHT, weight)) if text})
        for y, (first, second, weight) in enumerate(said)
    ]


def labels(found: list[Row]) -> list[tuple[str, str]]:
    return [tuple("".join(run.key for run in row.cells.get(i, ())) for i in (0, 1)) for row in found]  # type: ignore[misc]  # two of them


def test_a_label_beside_a_row_of_the_group_before_moves_to_where_the_weights_say() -> None:
    moved = with_moved_borders(
        rows(
            ("产出指标(50分)", "数量指标", "40"),
            ("", "成本指标", "8"),
            ("效益指标(30分)", "经济效益指标", "2"),
            ("", "", "16"),
            ("", "社会效益指标", "14"),
        ),
        LISTING,
    )
    assert labels(moved)[2:] == [("", ""), ("效益指标(30分)", "经济效益指标"), ("", "社会效益指标")]
    assert {glyph.probability for run in moved[3].cells[0] for glyph in run.line.glyphs} == {0.5}


def test_nothing_moves_where_a_row_is_missing_or_everything_is_right() -> None:
    short = rows(("产出指标(50分)", "数量指标", "48"), ("效益指标(30分)", "经济效益指标", "30"))
    right = rows(("产出指标(50分)", "数量指标", "50"), ("效益指标(30分)", "经济效益指标", "30"))
    assert with_moved_borders(short, LISTING) == short
    assert with_moved_borders(right, LISTING) == right


def test_no_label_passes_another() -> None:
    stuck = rows(
        ("产出指标(50分)", "数量指标", "48"),
        ("效益指标(30分)", "经济效益指标", "2"),
        ("", "社会效益指标", "30"),
    )
    assert with_moved_borders(stuck, LISTING) == stuck


def test_a_cell_that_a_converter_wrote_twice_is_said_once() -> None:
    said = ["产出指标(50分)", "数量指标", "有关内容", "有关内容", "有关内容", "有关内容", "15", "15"]
    (row,) = listing_rows([cell(text, 0, i) for i, text in enumerate(said)], LISTING)
    texts = ["".join(run.key for run in row.cells[i]) for i in range(WEIGHT)]
    assert texts == ["产出指标(50分)", "数量指标", "有关内容", "有关内容", "有关内容"]
