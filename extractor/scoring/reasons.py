"""Why a person should look: the observation that costs a field most, in plain words."""

from __future__ import annotations

from extractor.scoring.calibration import Calibration
from extractor.scoring.observing import Observation
from extractor.scoring.whole import SHARED, WHOLE

WORDS = {
    "weakest_glyph": "one character was hard to read",
    "mean_glyph": "the print is hard to read",
    "margin": "another reading is nearly as probable",
    "shortness": "a long text, where a slip is likely",
    "grammar": "it does not look like what belongs here",
    "one_block": "its cell may hold two cells' texts",
    "one_line": "it stands on several lines",
    "as_printed": "its reading had to be put right to fit",
    "read_here": "it was told by other fields, not read in its place",
    "expected_kind": "it is not of the kind that usually stands here",
    "check_possible": "a check that it takes part in could not be made",
    "soundness": "the form does not add up elsewhere",
    "found": "no place for it was found in the form",
    "no_unread_ink": "there is ink in its cell that could not be read",
    "often_blank": "it was found blank, where forms seldom are",
    "check_passed": "no arithmetic confirms it",
    "check_not_failed": "a check that it takes part in fails",
    "label": "its label was not recognised with certainty",
    "quality": "the page is of poor quality",
    "clear_of_seals": "a seal lies over it",
    "ruled": "its table has no rules between the columns",
    "known_column": "this table is not known to have such a column",
    "row_passed": "no arithmetic confirms its row",
    "row_not_failed": "a check that its row takes part in fails",
    "row_filled": "its row has blanks where other rows have none",
    "row_found": "the page has no place for other fields of its row",
    "row_fits": "other fields of its row are not what stands in their columns",
    "like_column": "it is blank, or filled, where its column is not",
    "kind_of_column": "it is not of the kind that stands in its column",
    "ends_like_column": "it does not end as the texts of its column do",
    "known_word": "it is none of the words that stand in its column",
    "blank_as_others": "it is blank, where its table prints zeros",
    "no_amount_in_text": "an amount stands in its text",
    "structure": "the form was not recognised with certainty",
    "line_named": "its line has no name",
    "row_counts": "its row has no numbers, where other rows have some",
    "numeral": "its number is none that lists are numbered with",
    "in_sequence": "its number does not follow the one before it",
    "decimals_as_others": "it has other decimals than the amounts of its table",
    "as_long_as_column": "it is shorter than the texts of its column",
    "marked_as_column": "other texts of its column have other punctuation in the same words",
    "marks_in_place": "its punctuation looks misread",
    "identified": "its line is not named or numbered, where others are",
    "no_stray_dash": "a piece of a rule may have been read as a dash",
    "one_figure": "its digits are not one number",
    "one_code": "the codes of two rows stand in its cell",
    "words_in_text": "no word stands where words should",
    "head_read": "the head of its column was hard to read",
    "clean_head": "the head of its column has something in it that is no word, or lost a word",
    "whole_head": "there is ink in the head of its column that could not be read",
    "head_set_alike": "the head of its column stands otherwise than those beside it",
    "nested": "it cannot stand under the level beside it, or over it",
    **dict.fromkeys((f"{WHOLE}{name}" for name in SHARED), "much else in its form looks misread"),
}

WORTH_NAMING = 0.3
"""Log-odds that an observation of the field itself must cost, to be named before those of its whole form."""


def weakest(observation: Observation, calibration: Calibration) -> str | None:
    """The reason that takes most from the log-odds, or None where nothing is short of perfect.

    What is seen of the field itself comes before what is seen of its whole form: a person looks at the field.
    """
    weights = calibration.models[observation.family].weights
    losses = {name: weight * (1.0 - observation.features.get(name, 0.0)) for name, weight in weights.items()}
    own = {name: loss for name, loss in losses.items() if not name.startswith(WHOLE) and loss >= WORTH_NAMING}
    worst = max(own or losses, key=lambda name: losses[name], default=None)
    return WORDS[worst] if worst is not None and losses[worst] > 0 else None
