from __future__ import annotations

from extractor.matching.keys import distinctions
from extractor.matching.match import match_label
from extractor.tools import load_tools
from extractor.warming import warm


def test_what_is_loaded_and_reckoned_once_is_there_afterwards_and_no_model_is() -> None:
    tools = load_tools()
    distinctions.cache_clear()
    match_label.cache_clear()
    warm(tools)
    assert distinctions.cache_info().currsize == 1
    assert match_label.cache_info().currsize > 0
    assert tools.engine._models is None
