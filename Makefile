# Every task is one readable line. `make demo` and `make test` work on a fresh clone with python3 and make.
VENV   ?= .venv
PYTHON ?= python3
TORCH  ?= torch==2.13.0
BIN    := $(VENV)/bin

.PHONY: demo test check bench install template clean

install: $(VENV)/.installed

# torch goes first: otherwise sentence-transformers would pull the CUDA build of several GB.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

demo: install
	$(BIN)/nangluc demo

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: install check
	$(BIN)/python -m pytest -n 2

bench: install
	$(BIN)/python -m pytest -m bench -n 0 -s tests/benchmarks

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
