"""Rules that end in text are drawn out over it; text that stands beside rules leaves them alone."""

import pytest

from extractor.grids.ruling.struck import sound_rules
from models.geometry import Box
from models.rule import Rule

HEIGHT = 12.0
LABEL = Box(20, 94, 68, 106)


def ends(tables, text, start, position=100.0, box=LABEL):
    (rule,) = sound_rules([Rule("horizontal", position, start, 400, 1)], [tables.line(box, text)], HEIGHT)
    return rule.start


def test_a_rule_that_ends_in_the_middle_of_a_label_ends_beside_it(tables):
    assert ends(tables, "产出成本", 44) == tables.line(LABEL, "产出成本").box.x1


@pytest.mark.parametrize(("text", "start", "position"), [("产出成本", 10, 100), ("产出成本", 44, 93), ("一", 44, 100)])
def test_rules_that_cross_a_label_or_keep_off_it_or_were_read_as_text_stay(tables, text, start, position):
    assert ends(tables, text, start, float(position)) == start
