"""The identities of a form, and what the tables and the text of one document say together."""

from extractor.checks.across import compare_tables, compare_text
from extractor.checks.explaining import Spot, decode
from extractor.checks.figures import figures_of
from extractor.checks.run import run_checks

__all__ = ["Spot", "compare_tables", "compare_text", "decode", "figures_of", "run_checks"]
