# SPDX-License-Identifier: EUPL-1.2
# Two commands: `make run` starts everything, `make test` proves everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WORKERS ?= 2

.PHONY: run test check fix backup-test docs bench bench-quick lock clean

run: $(VENV)/.run
	@exec $(BIN)/overstap run

test: check
	@$(BIN)/python -m pytest -n $(WORKERS)

# The secret key is given, so that checking leaves no trace in anybody's data folder.
check: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint src --lint --quiet
	@OVERSTAP_SECRET_KEY=only-for-this-check $(BIN)/overstap manage makemigrations --check --dry-run

fix: $(VENV)/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Fills every table, backs up, wipes, restores, and wants every row of every table back.
backup-test: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/interfaces/test_backup.py

# The page of the engine, out of its docstrings; the table of rules, out of its data; the pack format, out of its schema.
docs: $(VENV)/.dev
	@$(BIN)/python docs/reference/make_engine.py
	@$(BIN)/python docs/methods/make_income.py
	@$(BIN)/overstap pack format > docs/pack-format.md

bench: $(VENV)/.bench
	@$(BIN)/python benchmarks/first_steps.py
	@$(BIN)/python -m benchmarks.journeys
	@$(BIN)/python -m benchmarks.matching
	@$(BIN)/python -m benchmarks.placement_rounds
	@$(BIN)/python -m benchmarks.placement_meetings
	@$(BIN)/python -m benchmarks.placement_plan

# Small, and for its correctness: fails when an answer is not that of the plain product. Writes nothing.
bench-quick: $(VENV)/.bench
	@$(BIN)/python -m benchmarks.journeys --repeat 2 --check
	@$(BIN)/python -m benchmarks.matching --openings 30000 --passports 5 --batch 130 --rounds 2 --pairs 5000 --growth 3000 30000 --check
	@$(BIN)/python -m benchmarks.placement_rounds --repeat 1 --check
	@$(BIN)/python -m benchmarks.placement_meetings --repeat 1 --check
	@$(BIN)/python -m benchmarks.placement_plan --check

# The locks name no registry host; `uv` is only needed for this one target.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group build -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --no-deps --group bench -c requirements/dev.txt -o requirements/bench.txt

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Overstap needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 run"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Overstap needs Python's venv module: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Overstap: setting up (the first time takes a few minutes) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@$(PIP) --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build
