# Everything a change must pass: `make check`. PYTHON may name another interpreter of an environment with the dev extra.
PYTHON ?= .venv/bin/python
BIN = $(dir $(PYTHON))

.PHONY: check format lint types layers test bench setup bundle

check: format lint types layers test

setup:
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -c constraints.txt -e '.[dev]'

format:
	$(BIN)ruff format --check .

lint:
	$(BIN)ruff check .

types:
	$(BIN)mypy

layers:
	$(BIN)lint-imports

test:
	$(BIN)pytest

bench:
	$(PYTHON) -m bench

# One folder that installs without a network: make bundle PLATFORM=windows PYTHON_VERSION=3.12
PLATFORM ?= linux
PYTHON_VERSION ?= 3.11

bundle:
	$(PYTHON) -m bundle --platform $(PLATFORM) --python $(PYTHON_VERSION)
