"""The command line as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version

import pytest

from api.cli import COMMANDS, OK, WRONG_USAGE, main

CODE = """
import sys
from api.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0
print(*{name.split(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_whoever_only_asks_waits_for_no_library(option: str) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, option], capture_output=True, text=True, check=True)
    assert not {"numpy", "cv2", "pymupdf", "fastapi", "sqlalchemy", "pydantic", "extractor"} & set(done.stderr.split())
    assert (version("scanledger") if option == "--version" else "reprocess") in done.stdout


def test_numpy_adds_up_in_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    for said, used in ((None, "1"), ("3", "3")):
        if said:
            monkeypatch.setenv("OPENBLAS_NUM_THREADS", said)
        with pytest.raises(SystemExit):
            main(["--version"])
        assert os.environ["OPENBLAS_NUM_THREADS"] == used


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_module(f"api.commands.{name}").add_to
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == OK
    assert name in capsys.readouterr().out


@pytest.mark.parametrize("given", [[], ["nonsense"], ["--nonsense"]])
def test_what_is_no_command_is_wrong_usage(given: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert ended.value.code == WRONG_USAGE


@pytest.mark.parametrize(("said", "code"), [("--max-bytes=0", 2), ("--max-pages=-1", 2), ("--max-unpacked=x", 2)])
def test_limits_must_make_sense(said: str, code: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["batch", "archive", "--out", "out", said])
    assert ended.value.code == code
