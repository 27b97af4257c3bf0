"""Tags and formulas in dumps: what they print, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.dumps.blocks import run, tabbed_block


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<p>评价要点：</p> <p>①有据（1分）</p>", "评价要点： ①有据（1分）"),
        (r"数量 $\geq 5$ 家", "数量 ≥ 5 家"),
        (r"错误率 $\leq 5\%$ ；", "错误率 ≤ 5% ；"),
        (r"次数<math>\geq 8</math>次", "次数≥ 8次"),
        (r"$[(计划成本-实际成本)/计划成本] \times 100\%$。", "[(计划成本-实际成本)/计划成本] × 100%。"),
        (r"$\text{增长率} \ge 3$", "增长率 ≥ 3"),
        ("第一行<br/>第二行", "第一行第二行"),
        ("&lt;5%&nbsp;以内", "<5%\xa0以内"),
        ("<5%且>3%", "<5%且>3%"),
        ("US$5与US$六百万", "US$5与US$六百万"),
        ("R&D投入", "R&D投入"),
    ],
)
def test_what_markup_prints(line: str, text: str) -> None:
    assert run(line, 0, len(line), 7).text == text


def test_each_character_keeps_its_place() -> None:
    line = r"头	<p>率 $\geq 95\%$</p>"
    read = run(line, 2, len(line), 3)
    assert read.text == "率 ≥ 95%"
    assert [(g.char, g.box.x0, g.box.x1) for g in read.glyphs] == [
        ("率", 5, 6),
        ("≥", 8, 12),
        ("9", 13, 14),
        ("5", 14, 15),
        ("%", 15, 17),
    ]
    assert {(g.box.y0, g.box.y1) for g in read.glyphs} == {(3, 4)}
    assert (read.box.x0, read.box.x1) == (5, 17)


def test_a_cell_of_tags_alone_is_blank() -> None:
    (block,) = tabbed_block("甲	<p></p>	乙", 0)
    assert [cell.text for cell in block.runs] == ["甲", "乙"]
    assert block.slots == (0, 2)


@given(st.text(alphabet="甲5%，<>$&\\ {}p/", max_size=30))
def test_glyphs_spell_the_text(line: str) -> None:
    read = run(line, 0, len(line), 0)
    assert "".join(glyph.char for glyph in read.glyphs) == "".join(read.text.split())
