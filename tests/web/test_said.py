"""What the extractor says in English has its Chinese: sentences are collected from the code that makes them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID = json.loads((ROOT / "api" / "web" / "words" / "said.zh.json").read_text(encoding="utf-8"))
EXTRACTOR = sorted((ROOT / "extractor").rglob("*.py"))
CHECKS = sorted((ROOT / "extractor" / "checks").glob("*.py"))
WARNING = [path for path in EXTRACTOR if re.search(r"PageError\(|ResultWarning\(", path.read_text(encoding="utf-8"))]
ENGLISH = re.compile(r"[a-z]{3,}")


def sentences(path: Path) -> Iterator[str]:
    """The English of a module of checks, in parts that stand between what is filled in; no docstrings, no errors."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [node for node in ast.walk(tree) if isinstance(node, ast.Raise) or _called(node) == "parsed"]
    silent += [node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    left_out = {part for node in silent for part in ast.walk(node)}
    filled = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in set(ast.walk(tree)) - left_out:
        # Alone, one word is a name; beside something that is filled in, a blank tells a sentence from a path.
        for text in _texts(node):
            if " " in (text if node in filled else text.strip()):
                yield text


def warnings(path: Path) -> Iterator[str]:
    """The English of messages of warnings, and of why a page could not be read."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        told: ast.AST | None = None
        if _called(node) == "PageError" and isinstance(node, ast.Call) and len(node.args) == 3:
            told = node.args[2]
        elif isinstance(node, ast.keyword | ast.Assign) and _name(node) == "message":
            told = node.value
        if told is not None:
            yield from (text for part in ast.walk(told) for text in _texts(part))


def _name(node: ast.keyword | ast.Assign) -> str | None:
    return node.arg if isinstance(node, ast.keyword) else getattr(node.targets[0], "id", None)


def _called(node: ast.AST) -> str:
    return getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and ENGLISH.search(node.value):
        yield node.value


def spoken(sentence: str) -> bool:
    wanted = " ".join(sentence.split()).strip(" ;,:(")
    return any(wanted in key for key in SAID)


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.name)
def test_every_message_of_a_check_has_its_chinese(path: Path) -> None:
    assert not [sentence for sentence in sentences(path) if not spoken(sentence)]


@pytest.mark.parametrize("path", WARNING, ids=lambda path: path.name)
def test_every_warning_has_its_chinese(path: Path) -> None:
    assert not [sentence for sentence in warnings(path) if not spoken(sentence)]


def test_sentences_are_found_at_all() -> None:
    assert sum(len(list(sentences(path))) for path in CHECKS) > 40
    assert sum(len(list(warnings(path))) for path in WARNING) > 8


def test_no_translation_leaves_english_or_a_gap() -> None:
    for key, text in SAID.items():
        blanks = set(re.findall(r"\{(\w+)\}", text))
        assert blanks <= set(re.findall(r"\{(\w+)\}", key)), key
        assert not ENGLISH.search(re.sub(r"\{\w+\}|dpi", "", text)), text
