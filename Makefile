# Tận Tâm. On a bare machine with Python 3.11 or newer, git and make, `make run` and `make test` are all
# that is needed; the rest is for people who change the program. Everything is installed into .venv here.

TANTAM_PORT ?= 8000
TANTAM_HOME ?= $(CURDIR)/var
VENV := .venv
BIN := $(VENV)/bin
TANTAM := $(BIN)/tantam
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2

# The first interpreter that is new enough and really runs.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: demo-province vectors test-long messages help install run setup test test-all check format bench pages requirements clean

help: ## say what there is to make
	@echo "make install      install everything, for people who change the program"
	@echo "make run          install, prepare, load the demo province and serve it"
	@echo "make demo-province  load the whole simulated province (set TANTAM_HOME to an empty place)"
	@echo "make test         run every test that this machine can run"
	@echo "make test-all     both: make test, then make test-long"
	@echo "make test-long    the slow tests, PostgreSQL at length, long generated runs"
	@echo "make vectors      compare schedules with outside figures (FILE=… names another file)"
	@echo "make check        lint, format, types, layers, migrations"
	@echo "make format       put the code into its one format"
	@echo "make messages     collect the texts of the interface for translation, and compile them"
	@echo "make bench        run the benchmarks, and print what was asked and found (SIZE=small is quick)"
	@echo "make pages        write the generated pages of docs/"
	@echo "make requirements compile requirements/ from pyproject.toml"
	@echo "make clean        remove .venv and caches; the data in var/ stay"

# ---- what is installed -------------------------------------------------------------------------------------

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or say: make PYTHON=/path/to/python3"; exit 1; }
	@echo "[1/4] Making the environment .venv with $$($(PYTHON) --version) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing; on Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/installed-run: $(VENV)/made requirements/run.txt pyproject.toml
	@echo "[2/4] Installing what the program needs (checked by hash; a minute or two the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed-run requirements/dev.txt
	@echo "Installing what the tests need (checked by hash) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev requirements/bench.txt
	@echo "Installing what the benchmarks measure us against (checked by hash) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

install: $(VENV)/installed-dev ## install everything, for people who change the program

# ---- run ---------------------------------------------------------------------------------------------------

run: export TANTAM_HOME := $(TANTAM_HOME)
run: export TANTAM_PORT := $(TANTAM_PORT)
run: export TANTAM_DEMO := 1
run: export TANTAM_ADDRESS ?= http://127.0.0.1:$(TANTAM_PORT)
run: $(VENV)/installed-run
	@echo "[3/4] Preparing the database and the demo province in $(TANTAM_HOME) …"
	@$(TANTAM) setup
	@if $(TANTAM) demo --help >/dev/null 2>&1; then $(TANTAM) demo load; fi
	@echo "[4/4] Serving on $$TANTAM_ADDRESS (Ctrl+C ends it) …"
	@exec $(TANTAM) serve

demo-province: export TANTAM_HOME := $(TANTAM_HOME)
demo-province: export TANTAM_DEMO := 1
demo-province: $(VENV)/installed-run ## the whole simulated province, into an empty home: TANTAM_HOME=/somewhere/else
	@$(TANTAM) setup
	@$(TANTAM) demo province

# ---- tests -------------------------------------------------------------------------------------------------

# What no database has a part in, or brings its own SQLite: tested once, in the first stage.
NOT_THE_DATABASE := $(addprefix --ignore=tests/,core browser documents exchange web site/test_checks.py \
	$(addprefix repo/test_,code.py commands.py documents.py house.py law.py templates.py translations.py) \
	base/test_signatures.py cli/test_law.py cli/test_working.py \
	flows/test_language.py operations/test_archive.py units/test_days_off.py \
	$(addprefix plans/test_,period_words.py report_paper.py) \
	$(addprefix programmes/test_,engines_agree.py law_cases.py law_check.py law_files.py odd_overlays.py rehearsal.py))
# On PostgreSQL in `make test-long` only: a province made by thousands of commands in one transaction, which
# PostgreSQL is slow at, every address for every role, and the pages of each journey.
LONG_ON_POSTGRESQL := $(addprefix tests/,cli/test_demo.py cli/test_demo_province.py flows repo/test_addresses.py)

test: $(VENV)/installed-dev
	@echo "[1/2] All tests on SQLite …"
	@$(PYTEST) -n $(WORKERS) -m "not slow"
	@echo "[2/2] The tests of the database on PostgreSQL …"
	@tests/support/with-postgresql $(PYTEST) -n $(WORKERS) -m "not slow and not browser" $(NOT_THE_DATABASE) \
		$(addprefix --ignore=,$(LONG_ON_POSTGRESQL))

test-all: test test-long ## everything

test-long: export HYPOTHESIS_PROFILE := long
test-long: $(VENV)/installed-dev ## the slow tests, what takes long on PostgreSQL, and long generated runs of the core
	@echo "[1/4] The slow tests on SQLite …"
	@$(PYTEST) -n $(WORKERS) -m "slow"
	@echo "[2/4] The slow tests of the database on PostgreSQL …"
	@tests/support/with-postgresql $(PYTEST) -n $(WORKERS) -m "slow and not browser" $(NOT_THE_DATABASE)
	@echo "[3/4] The demo province, every address and the pages on PostgreSQL …"
	@tests/support/with-postgresql $(PYTEST) -n $(WORKERS) -m "not slow" $(NOT_THE_DATABASE) $(LONG_ON_POSTGRESQL)
	@echo "[4/4] Long generated runs of the core …"
	@$(PYTEST) -n $(WORKERS) tests/core

FILE ?= tests/core/schedules/more_vectors.json

vectors: $(VENV)/installed-dev ## run a file of outside loan vectors through the schedule engine
	@PYTHONPATH=src:. $(BIN)/python -m tests.support.vectors "$(FILE)"

check: export PYTHONPATH := src
check: $(VENV)/installed-dev
	@echo "Lint …" && $(BIN)/ruff check .
	@echo "Format …" && $(BIN)/ruff format --check .
	@echo "Types …" && $(BIN)/mypy
	@echo "Layers …" && $(BIN)/lint-imports
	@echo "Migrations …" && TANTAM_HOME=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run --settings tantam.site.settings

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

messages: $(VENV)/installed-dev ## collect the texts of the interface for translation, and compile them
	@PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=tantam.site.settings_test $(BIN)/python -m tests.repo.collect_messages

SIZE ?= full

bench: $(VENV)/installed-bench ## every benchmark and one table at the end (SIZE=small: in a few minutes)
	@PYTHONPATH=src:. $(BIN)/python -m bench $(SIZE)

# ---- upkeep ------------------------------------------------------------------------------------------------

# No index, no links and no machine's paths in the result: only names, versions and hashes.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

pages: $(VENV)/installed-dev
	@PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=tantam.site.settings_test $(BIN)/python -c \
		'import django; django.setup(); from tests.repo.permissions_page import write; write()'

requirements: $(VENV)/installed-dev
	@$(COMPILE) --group build -o requirements/run.txt
	@$(COMPILE) --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(COMPILE) --group build --group dev --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
