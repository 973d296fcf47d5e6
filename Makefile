# Minh Tuyển: what a developer says to the house. Needs Python >= 3.11 with pip, and make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes

# Can be set: make run PORT=8080 VAR=/srv/minh-tuyen
PORT ?= 8000
VAR ?= var
WORKERS ?= auto
ARGS ?=
BASE_URL ?= http://127.0.0.1:$(PORT)
export PORT VAR BASE_URL

DEMONSTRATION := MINHTUYEN_ENV=development MINHTUYEN_DEMO=1 MAIL=file

.PHONY: help run test soak check coding mutants bench drawings format lint types lock migration

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/.runtime ## Start the demonstration: web and worker on 127.0.0.1:PORT, data under VAR
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null \
	  || { echo "Port $(PORT) is taken. Choose another: make run PORT=8080"; exit 2; }
	@umask 077; mkdir -p "$(VAR)"; export $(DEMONSTRATION); \
	  $(BIN)/python -m appointments.web.catalogues; \
	  $(BIN)/alembic --quiet upgrade head; \
	  $(BIN)/flask demo --if-new; \
	  echo "Minh Tuyển is starting on $(BASE_URL) (to stop it: Ctrl-C)."; \
	  PATH="$(CURDIR)/$(BIN):$$PATH" exec $(BIN)/honcho start --port $(PORT)

test: $(VENV)/.development ## Run every test on SQLite, PostgreSQL and in the browser; ARGS="tests/house -k files" narrows it
	@mkdir -p var/ci
	@$(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk=2 --junitxml=var/ci/junit.xml $(ARGS)

soak: $(VENV)/.development ## Let the random tests run for long: 1,000,000 rankings, 10,000 allocations; minutes
	@$(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk=1 -m soak tests/properties tests/e2e tests/features/twin $(ARGS)

check: lint types ## Everything that can be said without running the product: style, types, contracts, templates, house rules
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q tests/house tests/migrations --database sqlite

coding: $(VENV)/.runtime ## The coding board's offline tool, as a demonstration: alone, all of it under VAR; or ARGS="check FOLDER"
	@$(BIN)/python -m appointments.exams.coding \
	  $(if $(ARGS),$(ARGS) --demonstration,demonstrate --out "$(VAR)/coding-$$(date +%H%M%S)")

mutants: $(VENV)/.development ## Turn one guard, role or right into its opposite at a time; fails when the tables miss 5 in 100
	@$(BIN)/python -m tests.mutation $(ARGS)

bench: $(VENV)/.development ## Measure against the limit and against Django (own environment under var/bench); fails below a floor
	@$(BIN)/python -m bench.run $(ARGS)

lint: $(VENV)/.development ## Style of Python and of the templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates

types: $(VENV)/.development ## Static types: strict for workflows/ and appointments/core/
	@$(BIN)/mypy

drawings: $(VENV)/.development ## Draw every process definition into docs/processes, in both languages
	@$(BIN)/flask process drawings docs/processes

format: $(VENV)/.development ## Put Python into the house's layout
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: $(VENV)/.development ## Compile requirements*.in into requirements*.txt, pinned with hashes
	@for name in requirements requirements-dev appointments/exams/coding/requirements; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 $$name.in -o $$name.txt; done

migration: $(VENV)/.development ## Write the next migration from the models: make migration NAME="add hold"
	@test -n "$(NAME)" || { echo 'Say what it does: make migration NAME="add hold"'; exit 2; }
	@file=$$($(BIN)/python -m appointments.migrations.schema "$(NAME)" | tail -n 1); \
	  $(BIN)/ruff check --quiet --fix "$$file"; $(BIN)/ruff format --quiet "$$file"; echo "$$file: read it before you commit it"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Minh Tuyển needs Python 3.11 or newer")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing requirements.txt into $(VENV) (once) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing requirements-dev.txt into $(VENV) (once) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime
