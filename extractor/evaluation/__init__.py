"""How right results are: leaves, grids, page turns and confidence, measured against known truth."""

from extractor.evaluation.calibration import Bin, reliability
from extractor.evaluation.equality import same
from extractor.evaluation.judgement import Judgement, WrongLeaf, judge, judge_failure, right_texts
from extractor.evaluation.report import GROUPINGS, Grouping, Leaves, Report, Summary, summarise
from extractor.evaluation.truth import TRUTH_SUFFIX, Truth, load_truth

__all__ = [
    "GROUPINGS",
    "TRUTH_SUFFIX",
    "Bin",
    "Grouping",
    "Judgement",
    "Leaves",
    "Report",
    "Summary",
    "Truth",
    "WrongLeaf",
    "judge",
    "judge_failure",
    "load_truth",
    "reliability",
    "right_texts",
    "same",
    "summarise",
]
