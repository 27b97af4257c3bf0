"""The result as a file: JSON, CSV, XLSX, HTML or Markdown. One function a format, all of one shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from extractor.export.as_csv import to_csv
from extractor.export.as_html import to_html
from extractor.export.as_json import to_json, with_catalogue
from extractor.export.as_markdown import to_markdown
from extractor.export.as_xlsx import to_xlsx
from models.result import ExtractionResult

Exporter = Callable[[ExtractionResult], bytes]
"""The whole file's bytes. The same result gives the same bytes, but for the times that a workbook bears."""

EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {"json": to_json, "csv": to_csv, "xlsx": to_xlsx, "html": to_html, "md": to_markdown}
)
"""By the format's name, which is the file's extension too."""

__all__ = ["EXPORTERS", "Exporter", "to_csv", "to_html", "to_json", "to_markdown", "to_xlsx", "with_catalogue"]
