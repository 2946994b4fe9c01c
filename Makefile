# The commands of this project. `make` lists them.
BIN := .venv/bin
BENCHES := $(wildcard bench/[a-z]*.py)
# As many files of tests at once as there are processors, at most four: each has its own browser and servers.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench format lock

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' Makefile | expand -t 16

run:  ## serve the trees on 127.0.0.1:8000
	@.ci/setup run
	@exec $(BIN)/wizard serve $(ARGS)

test:  ## run all tests; ARGS="-k word" picks some
	@.ci/setup test
	@.ci/programs
	@$(PYTEST) $(ARGS)

check:  ## style, types, our linter on our trees, then all tests
	@.ci/setup test
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/wizard lint
	@$(MAKE) --no-print-directory test

bench:  ## run every measurement in bench/
	@.ci/setup test
	@set -e; for bench in $(BENCHES); do echo "== $$bench"; $(BIN)/python $$bench; done

format:  ## put the code into the house style
	@.ci/setup test
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format

lock:  ## write the lock files anew; ARGS="--upgrade" takes newer versions
	@.ci/lock $(ARGS)
