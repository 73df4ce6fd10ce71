# Symphony. `make` alone lists what can be made; `make run` is where to begin.
PYTHON ?= $(or $(shell command -v python3.11),python3)
UV := .tools/bin/uv
BIN := .venv/bin
TESTS ?= tests
# Two at a time, a file each: what the tests of a file share is made once.
TWO := -n 2 --dist loadfile --no-loadscope-reorder
# What the settings need for tools that never connect to a database.
OFFLINE := SYMPHONY_SITE=owner SYMPHONY_SECRET_KEY=none SYMPHONY_DATABASE_URL=postgresql:///none DJANGO_SETTINGS_MODULE=symphony.settings
LOCK := $(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 16
run: install ## run the demonstration: both sites, worker, database
	@$(BIN)/symphony up --demo
install: .venv/.run ## make the program: .venv/bin/symphony
	@frontend/build
	@[ -e build/static/staticfiles.json ] && [ -z "$$(find src/symphony/*/static -newer build/static/staticfiles.json -print -quit)" ] \
	  || $(OFFLINE) $(BIN)/python -m django collectstatic --clear --no-input -v 0
test: install .venv/.dev ## everything that has to pass: lint, types, contracts, all tests
	@.ci/chromium
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest $(TWO) $(TESTS)
quick: install .venv/.dev ## the tests that take under a minute together
	@$(BIN)/pytest $(TWO) -q -m "not slow" --ignore=tests/journeys $(TESTS)
test-all: test ## `test`, and again against Debian's PostgreSQL 15
	@$(BIN)/python -m tests.on_postgresql_15 $(TWO) $(TESTS)
lint: .venv/.dev
	@$(BIN)/ruff check && $(BIN)/ruff format --check -q
	@$(BIN)/mypy && $(BIN)/lint-imports --no-logo
	@$(OFFLINE) $(BIN)/python -W ignore -m django makemigrations --check --dry-run
demo: install ## load the demonstration, or go on with a load that broke off
	@$(BIN)/symphony demo
fix: .venv/.dev ## format, and mend what can be mended
	@$(BIN)/ruff check --fix && $(BIN)/ruff format
docs: install .venv/.dev ## write docs/reference from the code
	@$(OFFLINE) $(BIN)/python -m docs.build
bench: install .venv/.dev ## measure, as a table and as JSON
	@$(BIN)/python -m bench
sizes: .venv/.dev ## the ten longest files and functions
	@$(BIN)/python .ci/sizes.py
lock: $(UV) ## choose versions anew; writes names, versions and hashes, no address
	@$(LOCK) -U pyproject.toml -o requirements/run.txt
	@$(LOCK) -U pyproject.toml --group dev -o requirements/dev.txt
	@$(LOCK) -U --group build -o requirements/build.txt
	@sed -n 's/^\(uv==.*\) \\/\1/p' requirements/uv.txt | $(LOCK) - -o requirements/uv.txt

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Symphony needs Python 3.11 or newer: PYTHON=/path/to/python3.11 make" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python cannot make environments: install python3.11-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .tools && .tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
.venv/.run: requirements/run.txt pyproject.toml | $(UV)
	@$(UV) venv -q --allow-existing --python $(PYTHON)
	@$(UV) pip sync -q --require-hashes requirements/$(if $(wildcard .venv/.dev),dev,run).txt && $(UV) pip install -q --no-deps -e . && touch $@
.venv/.dev: requirements/dev.txt .venv/.run
	@$(UV) pip sync -q --require-hashes requirements/dev.txt && $(UV) pip install -q --no-deps -e . && touch $@
.PHONY: help run install test quick test-all lint demo fix docs bench sizes lock
