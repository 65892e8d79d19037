# Each target does its own set-up: on a fresh machine `make video` or `make test` is all it takes.

BIN := .venv/bin
# Two stamps: what rendering needs, and what taking part needs beside it.
FILMING := .venv/.filming
READY := .venv/.ready
SET_UP := pyproject.toml .ci/constraints.txt .ci/setup .ci/packages

# Pyright is pinned in .ci/constraints.txt; it need not ask whether there is a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

PYTEST := $(BIN)/pytest -n 2 --dist worksteal --doctest-modules

# The core's own tests reach every line of it; the others are not slowed down by counting lines.
CORE := gdcore tests/core \
	--cov=gdcore --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100
# Each worker begins with one half. The scenes come last: what they need of all lessons one worker makes.
OTHERS := $(filter-out tests/core/ tests/scenes/ tests/__pycache__/,$(wildcard tests/*/)) \
	scenes gdvideo tests/scenes

.PHONY: help setup video test check types format golden pages loop sheet lessons bench attack mutants

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(FILMING) ## install what rendering needs into .venv (PYTHON=... chooses the interpreter)

# A stamp makes the second run quick: set-up is repeated only when what it reads has changed.
$(FILMING): $(SET_UP)
	@PYTHON="$(PYTHON)" .ci/setup filming
	@touch $@

$(READY): $(SET_UP) tests/video/embed/consumers/package-lock.json
	@PYTHON="$(PYTHON)" .ci/setup everything
	@touch $(FILMING) $@

video: $(FILMING) ## render the default film into out/
	$(BIN)/gdvideo render

test: $(READY) ## run all tests, with every line and branch of gdcore (ARGS=... runs some of them)
ifdef ARGS
	$(PYTEST) $(ARGS)
else
	$(PYTEST) $(CORE)
	$(PYTEST) $(OTHERS)
endif

check: $(READY) ## format, lint, types and tests: what continuous integration runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(MAKE) -j 2 types test

types: $(READY) ## check the types
	$(BIN)/pyright

format: $(READY) ## format the code and repair what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(READY) ## draw the golden pictures of the scenes anew; look at them before committing
	$(BIN)/python -m tests.scenes.golden

pages: $(READY) ## write the pages of the documentation that are made from the film
	$(BIN)/python docs/data/make_pages.py

loop: $(READY) ## draw the loop at the head of the README anew; look at it before committing
	$(BIN)/python docs/pictures/loop.py

sheet: $(READY) ## draw the odd lessons of tests/lessons on contact sheets; look at them (ARGS=... draws some)
	$(BIN)/python -m tests.lessons.sheet $(ARGS)

lessons: $(READY) ## look all odd lessons through: layout, truth and how still they stand (ARGS=... for some)
	$(BIN)/python -m tests.lessons.checks $(ARGS)

bench: $(READY) ## measure speed against peers
	@for bench in benchmarks/*.py; do $(BIN)/python $$bench || exit 1; done

attack: $(READY) ## attack the command line in every way we know (ARGS="word seed" for some of them)
	$(BIN)/python -m tests.attacks $(ARGS)

mutants: $(READY) ## break the core on purpose and list the changes that no test notices
	$(BIN)/mutmut run
	$(BIN)/mutmut results
