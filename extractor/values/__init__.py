"""Cell text to a typed value: amounts, rates, quantities with comparators, dates, codes, blanks."""

from extractor.values.parse import parse_value
from extractor.values.text import clean_text

__all__ = ["clean_text", "parse_value"]
