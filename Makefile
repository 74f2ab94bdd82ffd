# Every task is one readable line. `make demo` and `make test` work on a fresh clone with python3 and make.
VENV   ?= .venv
PYTHON ?= python3
TORCH  ?= torch==2.13.0
BIN    := $(VENV)/bin

.PHONY: demo serve test check bench mutation install test-tools clean

install: $(VENV)/.installed

# torch goes first: otherwise sentence-transformers would pull the CUDA build of several GB.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

demo: install
	$(BIN)/nangluc demo

serve: install
	$(BIN)/nangluc serve --demo

# What the tests need from the system: a browser, a database server, fonts, a reader of PDF. Brought by apt when run as root on Debian;
# elsewhere the tests that need a missing one are skipped, each with a line that says so.
test-tools:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! { command -v chromium && command -v pdftotext && ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-noto-core poppler-utils postgresql >/dev/null; fi

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# One thread in each of the two processes: threads that wait for each other on busy cores take many times as long.
test: install test-tools check
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

bench: install
	$(BIN)/python -m pytest -m bench -n 0 -s tests/benchmarks

# The share of small changes of the judging modules that the tests notice; an hour or more.
mutation: install
	$(BIN)/python -m tests.mutation --sample 30

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
