# The commands of this project. CONTRIBUTING.md gives the same without make.
PYTHON ?= python3
BIN := .venv/bin
# Where `make serve` shows the site: make serve PORT=8010
PORT ?= 8000
BIOME := node_modules/.bin/biome
# Material announces its own end of life at every start; we know (see CONTRIBUTING.md).
export NO_MKDOCS_2_WARNING := 1
# Tests side by side, one torch thread each: with more, they wait for one another.
BESIDE := -n logical --maxprocesses 4 --dist worksteal
export OMP_NUM_THREADS := 1

.PHONY: help serve free-port build test faults fast check prove freeze offline clean
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: free-port .venv/docs ## run what needs no torch, compare, build, serve both languages (PORT=8010)
	$(BIN)/tutorial verify --quick
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

free-port:
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { echo "port $(PORT) is busy; choose another one: make serve PORT=8010"; exit 1; }

build: .venv/docs ## build the site of both languages into site/
	$(BIN)/mkdocs build

test: .venv/dev node_modules/.installed ## the whole suite
	$(BIN)/python -m pytest $(BESIDE) -m "not alone and not faults" -rs
	$(BIN)/python -m pytest tests/browser -m alone -rs

faults: .venv/dev ## what people and machines do to results and values, in many surroundings
	$(BIN)/python -m pytest $(BESIDE) tests/engine/test_planted.py tests/engine/test_damages.py tests/engine/test_odd_values.py tests/engine/test_store.py tests/engine/test_verify.py -rs

fast: .venv/dev ## the tests for every save
	$(BIN)/python -m pytest $(BESIDE) -m "not slow and not browser"

check: .venv/dev node_modules/.installed ## code and prose: lint, format, types, layers, language, navigation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if test -x $(BIOME); then $(BIOME) check --error-on-warnings; else echo "JavaScript and CSS were not checked: no npm"; fi
	$(BIN)/tutorial lint
	$(BIN)/tutorial nav --check

prove: ## run the whole course again, compare, build from it, show that planted changes are caught
	@echo "This installs PyTorch and torchvision: about 3 GB of downloads, 6 GB on disk."
	@$(MAKE) --no-print-directory .venv/dev
	$(BIN)/tutorial prove

freeze: .venv/dev ## run what is stale and write examples/_frozen
	$(BIN)/tutorial freeze

offline: .venv/docs ## a zip of the site that works from disk
	DIRECTORY_URLS=false $(BIN)/mkdocs build --site-dir build/offline/gradiente
	cd build/offline && rm -f gradiente.zip && ../../$(BIN)/python -m zipfile -c gradiente.zip gradiente

.venv/docs: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 serve")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group docs -c constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

.venv/dev: .venv/docs
	$(BIN)/python -m pip install --quiet --group dev -c constraints.txt
	$(BIN)/python -m pip install --quiet -e . -c constraints.txt
	touch $@

node_modules/.installed: package.json
	@if command -v npm >/dev/null; then npm install --no-package-lock --no-audit --no-fund --silent && touch $@; \
	else echo "no npm: neither Biome nor axe-core, so no accessibility tests"; fi

clean: ## remove what the engine and MkDocs made
	rm -rf site build/store build/thumbnails build/wheel build/notebooks build/offline build/memo build/verified.json
	find build/docs -mindepth 2 -not -name .placeholder -delete
