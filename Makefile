# Two commands matter: `make run` opens the product on the demo company, `make test` proves it. Both set up what they need.

PYTHONS := python3.13 python3.12 python3.11 python3
BIN := .venv/bin
RACE := .venv/bench/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PURE := src/answerable/kernel/*,src/answerable/panel/*,src/answerable/engine/*,src/answerable/rules/*
STORED := $(addprefix tests/,browser cli/installation crash decisions facts findings jobs ledger mail sources/intake)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --no-annotate --no-header

# On matrices of six by six OpenBLAS's threads wait for each other, ten times as long as one of them takes to be done.
export OPENBLAS_NUM_THREADS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run serve check test browser bench bench-attribution lock lock-guard clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/ready-to-run ## the product, with the demo company, in your browser
	@ANSWERABLE_HOME=.demo/home $(BIN)/answerable demo $(ARGS)

serve: .venv/ready-to-run ## an installation of your own, which the demo company does not touch
	@$(BIN)/answerable serve $(ARGS)

check: .venv/ready-to-run .demo/written ## who is answerable for what in the demo company, at the command line
	@$(BIN)/answerable check .demo/company

test: lock-guard .venv/ready-to-test browser ## every check that a change has to pass
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: run $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest --quiet -n 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=
	@echo "The same on PostgreSQL, for what stands on a database:"
	@TEST_DATABASE=postgresql $(BIN)/pytest --quiet -n 3 --dist loadfile --no-loadscope-reorder -p no:cacheprovider $(STORED)
	@$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	@$(BIN)/coverage report --fail-under=92

browser:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { \
		echo "Setting up Chromium for the browser tests (once) ..."; \
		for package in chromium-headless-shell chromium; do for as in "" "sudo -n"; do \
			{ $$as apt-get update -qq && $$as apt-get install -y -qq $$package; } >/dev/null 2>&1 && exit 0; \
		done; done; \
		echo "There is no Chromium here and it cannot be installed: the browser tests are NOT run. Debian, Ubuntu: apt install chromium."; }

bench: .venv/ready-to-test ## measure speed and truth; takes hours, writes docs/reference
	@$(BIN)/python benchmarks/detect.py
	@$(BIN)/python benchmarks/pages.py --database sqlite
	@$(BIN)/python benchmarks/pages.py --database postgresql
	@OMP_NUM_THREADS=1 $(BIN)/python benchmarks/truth.py
	@OMP_NUM_THREADS=1 POLARS_MAX_THREADS=1 $(BIN)/python benchmarks/truth_leaders.py
	@for what in levers inaction placement organisation; do \
		OMP_NUM_THREADS=1 POLARS_MAX_THREADS=1 $(BIN)/python benchmarks/truth_$$what.py || exit 1; done

bench-attribution: .venv/bench/ready ## the mixed model against other solvers, which it installs; half an hour; ARGS=--help
	@$(RACE)/python benchmarks/attribution.py $(ARGS)

lock: .venv/ready-to-test ## bring the locked requirements up to pyproject.toml; ARGS=--upgrade for the newest
	@$(LOCK) --extra cli --extra excel --extra server --group build $(ARGS) pyproject.toml --output-file requirements.lock
	@$(LOCK) --all-extras --group dev --constraint requirements.lock $(ARGS) pyproject.toml --output-file requirements-dev.lock
	@$(LOCK) --all-extras --group bench --constraint requirements.lock $(ARGS) pyproject.toml --output-file requirements-bench.lock
	@$(MAKE) --no-print-directory lock-guard

lock-guard:
	@! grep -nE '://|index-url|find-links' requirements.lock requirements-dev.lock requirements-bench.lock || \
		{ echo "A lock names an address. Make it again with 'make lock', which writes names and hashes only."; exit 1; }

clean: ## forget everything that was set up or made
	@rm -rf .venv .demo .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready-to-run: requirements.lock pyproject.toml | .venv/made
	@echo "Setting up .venv (once; a minute or so) ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/ready-to-test: requirements-dev.lock .venv/ready-to-run
	@echo "Adding what the tests need (once; a few minutes) ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

# The peers of the solver, in an environment of their own, so that nothing else comes to need them.
.venv/bench/ready: requirements-bench.lock pyproject.toml | .venv/made
	@echo "Setting up the other solvers (once; a few minutes) ..."
	@$(BIN)/python -m venv .venv/bench
	@$(RACE)/python -m pip -qq --disable-pip-version-check install --require-hashes --requirement requirements-bench.lock
	@$(RACE)/python -m pip -qq --disable-pip-version-check install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/made:
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv .venv && touch $@ && exit 0; \
		fi; \
	done; \
	test -e $@ || { \
		echo "Answerable needs Python 3.11 or newer with its venv module; none of $(PYTHONS) is that."; \
		echo "Install one (Debian, Ubuntu: apt install python3-venv; macOS: brew install python), or name yours: make PYTHONS=/path/to/python3 ..."; \
		exit 1; }

# Written anew when what makes it has changed.
.demo/written: $(wildcard src/answerable/engine/worlds/*.py) | .venv/ready-to-run
	@rm -rf .demo && mkdir .demo
	@$(BIN)/answerable simulate --demo --out .demo/company
	@touch $@
