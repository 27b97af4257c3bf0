# Every target sets up what it needs: a fresh clone, Python 3.11, make and a package registry are enough.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PADDLE_VENV := .venv-paddleocr
PADDLE_READY := $(PADDLE_VENV)/.ready
# One thread for each of several processes. Some environments forbid Python to keep what it compiled; empty takes that
# back: the tests start some hundred processes, each of which would compile all modules anew.
TESTING := OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=
DEMO ?= samples/set/demo.heavy.pdf

.PHONY: help setup demo test test-paddleocr check lint format types imports lock schema clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'

setup: $(READY) ## a virtual environment with the locked packages

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or call make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

demo: setup ## reads a bad scan, shows the record, writes JSON and a picture into out/
	mkdir -p out
	$(BIN)/scanledger extract $(DEMO) --out out --draw out
	$(BIN)/scanledger show out/$(notdir $(DEMO)).json
	@echo "The whole result: out/$(notdir $(DEMO)).json; the pages with their boxes: out/$(notdir $(DEMO)).page-*.png"

test: setup ## the tests
	tests/install-system-packages
	$(TESTING) $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -rs

test-paddleocr: $(PADDLE_READY) ## the tests of the PaddleOCR engine, in an environment of its own
	$(TESTING) $(PADDLE_VENV)/bin/python -m pytest tests/extractor/reading/engines/test_named.py

# The packages alone, without the project's own: Python finds that where it is called, and installing it twice would write
# into one folder from two sides. They are not compiled either, most of them being never imported by one file of tests.
$(PADDLE_READY): requirements-paddleocr.lock
	test -x $(PADDLE_VENV)/bin/python || "$(PYTHON)" -m venv $(PADDLE_VENV)
	$(PADDLE_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-paddleocr.lock
	touch $(PADDLE_READY)

check: lint format types imports ## lint, format, types and the direction of imports

lint: setup
	$(BIN)/ruff check .

format: setup
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

schema: setup ## writes the result contract's JSON Schema and the API's description anew
	$(BIN)/scanledger schema > models/schema/result-v1.json
	$(BIN)/scanledger schema --api > api/http/openapi-v1.json

PIN := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

lock: ## pins every package with its hashes anew (needs uv)
	$(PIN) --extra dev -o requirements.lock
	$(PIN) --constraint requirements.lock -o requirements-run.lock
	$(PIN) --extra dev --extra paddleocr -o requirements-paddleocr.lock

clean: ## removes what was made here
	rm -rf $(VENV) $(PADDLE_VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
