from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.forms import load_definitions
from extractor.reading.unscramble_fit import Pieces, fits
from extractor.reading.unscramble_kinds import words_of

WORDS = words_of(load_definitions().named("project_self_evaluation"))
FUNDS = WORDS.readings["matrix"][0].specs
LISTING = WORDS.readings["free"][0].specs


def read(specs: tuple[object, ...], heads: str, tails: str, above: tuple[str, ...] = ()) -> list[str]:
    """The cells of the best reading; ``tails`` as written, from right to left."""
    pieces = Pieces(above, tuple(heads.split()), tails[::-1])
    return list(fits(specs, pieces)[0].texts(pieces).values())  # type: ignore[arg-type]


def test_the_worked_example_of_the_design() -> None:
    cells = read(FUNDS, "年度资金总 149000000.0 0.0 0.0 1", "000000额")
    assert cells == ["年度资金总额", "149000000.00", "0.00", "0.00", "10", "0", "0"]


def test_cells_of_one_character_have_only_a_tail() -> None:
    assert read(LISTING, "生态效益指", "00无标") == ["生态效益指标", "无", "0", "0"]


def test_glued_digits_go_where_the_score_stays_within_its_weight() -> None:
    assert read(LISTING, "持证人数 超6000 5584 4.6", "55件件量")[-2:] == ["5", "4.65"]


def test_lines_above_belong_to_the_cell_whose_column_they_fill() -> None:
    cells = read(LISTING, "有所提 有所提 3 3", "00升升力", ("提升本区各科研企业", "知名度,提升各领域", "内的产业影响"))
    assert cells == ["提升本区各科研企业知名度,提升各领域内的产业影响力", "有所提升", "有所提升", "30", "30"]


def test_pieces_that_no_row_could_have_give_no_reading() -> None:
    assert fits(FUNDS, Pieces((), ("年度资金总", "不是数"), "额")) == ()


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[st.integers(1, 999_999_99)] * 2), st.integers(0, 100))
def test_a_cut_funds_row_is_restored_whatever_its_amounts(budgets: tuple[int, int], rate: int) -> None:
    initial, annual = budgets
    executed = annual * rate // 100
    percent = f"{100 * executed / annual:.2f}"
    score = f"{float(percent) / 10:.2f}"
    cells = ["年度资金总额", *(f"{cents / 100:.2f}" for cents in (initial, annual, executed)), "10", percent, score]
    heads = " ".join(cell[:-1] for cell in cells)
    assert read(FUNDS, heads, "".join(cell[-1] for cell in reversed(cells))) == cells
