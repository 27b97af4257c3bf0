"""What a build of the image would trip over, as far as it can be told without one."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
LINES = [line for line in (TOP / "Dockerfile").read_text().splitlines() if line and not line.startswith("#")]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text())


def told(word: str) -> list[str]:
    """What follows an instruction, each time."""
    return [line.removeprefix(word).strip() for line in LINES if line.startswith(f"{word} ")]


def copied() -> list[str]:
    """Sources that come from this folder."""
    return [source for line in told("COPY") if "--from" not in line for source in line.split()[:-1]]


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_is_there_and_not_ignored(source: str) -> None:
    assert (TOP / source).exists()
    assert f"!{source}" in (TOP / ".dockerignore").read_text().splitlines()


def test_every_package_is_copied() -> None:
    packages = {name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert packages <= set(copied())


def test_every_instruction_is_one_that_docker_knows() -> None:
    assert {line.split()[0] for line in LINES} <= {"FROM", "ENV", "WORKDIR", "RUN", "COPY", "USER", "CMD"}


def test_stages_are_copied_from_that_were_built_before_and_images_have_a_tag() -> None:
    stages: set[str] = set()
    for line in LINES:
        if line.startswith("FROM "):
            image, _, name = line.removeprefix("FROM ").partition(" AS ")
            assert re.fullmatch(r"[a-z]+:[\w.-]+", image)
            assert not image.endswith(":latest")
            stages.add(name.strip())
        if found := re.search(r"--from=(\w+)", line):
            assert found[1] in stages


def test_what_is_installed_is_locked_and_the_lock_is_for_running_alone() -> None:
    (locked,) = [line for line in told("RUN") if "-r " in line]
    assert "--require-hashes" in locked
    lock = (TOP / locked.split()[-1]).read_text()
    wanted = {re.split(r"[<>=~\[]", name)[0] for name in PROJECT["project"]["dependencies"]}
    assert all(re.search(rf"^{name}(\[[\w,]+\])?==", lock, re.MULTILINE) for name in wanted)
    assert "pytest==" not in lock


def test_it_runs_the_program_and_not_as_root() -> None:
    (command,) = told("CMD")
    assert json.loads(command)[0] in PROJECT["project"]["scripts"]
    (user,) = told("USER")
    assert user != "root"
    assert LINES.index(f"USER {user}") > max(LINES.index(line) for line in LINES if line.startswith("RUN "))
    (folder,) = [line for line in told("WORKDIR") if line != "/build"]
    assert any(f"-o {user} " in line and line.endswith(folder) for line in told("RUN"))
