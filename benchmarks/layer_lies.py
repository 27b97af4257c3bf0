"""How many text layers that lie are found, and how many good ones are taken for lies, page by page.

    python -m samples make --families fiscal,targets,scorecard --count 20 --seed 7 --out DIR --variants VARIANT …
    python benchmarks/layer_lies.py DIR

DIR: samples with their truth. VARIANT: ``born``, ``lie_swapped`` and so on. A good page is lost where its layer
is called garbled, or is painted and yet not read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from extractor.ingest import open_input
from extractor.reading import LayerReader, TextLayer
from extractor.tools import Tools, load_tools
from models.page import PdfPage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, metavar="DIR")
    tools = load_tools()
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for truth in sorted(parser.parse_args().directory.glob("*.pdf.truth.json")):
        file = truth.with_name(truth.name.removesuffix(".truth.json"))
        variant = file.name.split(".")[-2]
        pages = json.loads(truth.read_text(encoding="utf-8"))["pages"]
        for number, (page, layer) in enumerate(zip(pages, layers(file, tools), strict=True), 1):
            verdict = judged(layer, lies=page["garbled"])
            counted[variant][verdict] += 1
            if verdict in {"lie missed", "good page lost"}:
                print(f"{file.name} page {number}: {verdict}: {'; '.join(layer.reasons)}")
    for variant, verdicts in counted.items():
        print(f"{variant}: {', '.join(f'{verdict} {count}' for verdict, count in sorted(verdicts.items()))}")
    total = sum(counted.values(), Counter())
    lies = total["lie put right"] + total["lie left to the recogniser"] + total["lie missed"]
    good = total["good page kept"] + total["good page lost"]
    print(f"lies found: {1 - total['lie missed'] / max(1, lies):.2%} of {lies}")
    print(f"good pages lost: {total['good page lost'] / max(1, good):.2%} of {good}")


def layers(file: Path, tools: Tools) -> list[TextLayer]:
    """The document's text layers, page by page."""
    with open_input(file.read_bytes(), file.name, tools.settings.limits) as opened:
        reader = LayerReader(tools.engine)
        sources = [opened.page(number) for number in range(1, opened.page_count + 1)]
        return [reader.read(source) for source in sources if isinstance(source, PdfPage)]


def judged(layer: TextLayer, *, lies: bool) -> str:
    if not lies:
        return "good page kept" if not layer.garbled and (layer.trusted or layer.confirmed) else "good page lost"
    if not layer.garbled:
        return "lie missed"
    return "lie put right" if layer.trusted else "lie left to the recogniser"


if __name__ == "__main__":
    main()
