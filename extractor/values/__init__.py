"""Cell text to a typed value: amounts, rates, quantities with comparators, dates, codes, blanks."""

from extractor.values.parse import parse_value
from extractor.values.readings import other_readings
from extractor.values.text import clean_text

__all__ = ["clean_text", "other_readings", "parse_value"]
