# Everything an everyday change needs. `make demo` and `make test` work in a fresh clone.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test lint lint-code lint-format lint-types lint-layers lint-pages bench docs pages coverage constraints clean

demo: $(STAMP)
	$(BIN)/python demo/run.py

test: $(STAMP)
	$(BIN)/python -m pytest

# Five checks; `make -k lint` goes on after one that fails.
lint: lint-code lint-format lint-types lint-layers lint-pages

lint-code: $(STAMP)
	$(BIN)/ruff check

lint-format: $(STAMP)
	$(BIN)/ruff format --check

lint-types: $(STAMP)
	$(BIN)/mypy

lint-layers: $(STAMP)
	$(BIN)/lint-imports

lint-pages: $(STAMP)
	$(BIN)/sphinx-build -q -W --keep-going -b dummy docs build/docs-check

bench: $(STAMP)
	$(BIN)/python bench/run.py

docs: $(STAMP)
	$(BIN)/sphinx-build -W --keep-going -b html docs build/docs

# What pages print is written anew; read the diff.
pages: $(STAMP)
	$(BIN)/python -m tests.docs.diagnostics
	$(BIN)/python -m tests.docs.refresh README.md $$(git ls-files 'docs/*.md')

coverage: $(STAMP)
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

# A venv that is already there is adopted and brought up to date.
$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,demo,bench,docs,parquet]'
	touch $(STAMP)

# Only versions are committed, never the address of an index.
constraints: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --all-extras --upgrade \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file constraints.txt

clean:
	rm -rf build dist .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
