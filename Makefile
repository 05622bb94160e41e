# Every command a person needs. `make run` and `make test` work from a fresh clone.
PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
export PATH := $(CURDIR)/.tools/node/bin:$(PATH)
export UV_LINK_MODE ?= copy
# Trust what the machine trusts, as pip does: many public networks inspect TLS.
export UV_SYSTEM_CERTS ?= true
# Python may keep what it compiled: a start takes half as long, and the tests start hundreds of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check messages verify-bundle bench bench-text bench-releases bench-signals bench-queue bench-reporter train lock build setup clean test-tools

run: .venv/.run build ## set up, seed the demo and serve it
	@$(BIN)/candour demo

test: .venv/.dev build test-tools ## every test, in both languages
	@VITEST_ARGS="$(VITEST_ARGS)" scripts/run-tests.sh -n 3 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

check: .venv/.dev build ## lint, types, layers, both languages' types and vectors, what the docs must name
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports
	@cd browser && npm run --silent check
	@$(BIN)/pytest tests/architecture tests/crypto tests/docs/test_api.py tests/docs/test_data_map.py tests/docs/test_operations.py
	@cd browser && npm test --silent -- tests/crypto

bench: .venv/.dev build test-tools ## intake, sealing and page weight, side by side
	@nice -n 0 $(BIN)/python -m benchmarks.intake

bench-releases: .venv/.dev test-tools ## publish a month of a million reports on both databases
	@$(BIN)/python -m benchmarks.releases

bench-signals: .venv/.dev ## simulate how often chance alone prompts, and how late a rise is seen
	@$(BIN)/python -m benchmarks.signals

verify-bundle: .venv/.run build ## hold a running service's files against this checkout: ADDRESS=https://…
	@$(BIN)/python scripts/verify_bundle.py $(ADDRESS)

bench-queue: .venv/.dev build test-tools ## a circle's queue at ten thousand reports, and a page opened in a browser
	@$(BIN)/python -m benchmarks.queue

bench-reporter: .venv/.dev build test-tools ## a weak phone: how soon, how smoothly, and what Lighthouse says
	@$(BIN)/python -m benchmarks.reporter --lighthouse

train: .venv/.dev ## make the text engine's models again from training/
	@$(UV) pip install --quiet --require-hashes -r requirements/train.txt
	@$(BIN)/python -m training.ids
	@$(BIN)/python -m training.factors
	@$(BIN)/python -m training.blame

bench-text: .venv/.bench ## the text engine beside what else there is
	@$(BIN)/python -m benchmarks.text

lock: $(UV) ## re-resolve every locked requirement
	@for set in run dev train bench; do \
	  $(UV) pip compile -q --generate-hashes --no-header --python-version 3.11 --universal \
	    requirements/$$set.in -o requirements/$$set.txt; done

setup: .venv/.run build

build: service/static/built/manifest.json service/locales/.built

WORDS := service/locales
KEYWORDS := -k _ -k N_ -k say:1 -k say_count:2,3 -k ngettext:1,2 -k t:1 -k tn:2,3

messages: .venv/.run ## collect what people read into the catalogues; new texts wait there for a translation
	@PYTHONPATH=. $(BIN)/pybabel -q extract -F $(WORDS)/babel.cfg --no-default-keywords $(KEYWORDS) \
	  --add-location=file --sort-by-file --omit-header --no-wrap -o $(WORDS)/candour.pot .
	@for language in cy pl; do $(BIN)/pybabel -q update -D candour -d $(WORDS) -i $(WORDS)/candour.pot -l $$language \
	  --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; done
	@$(BIN)/pybabel compile --statistics -D candour -d $(WORDS)

$(WORDS)/.built: $(wildcard $(WORDS)/*/LC_MESSAGES/*.po) .venv/.run
	@echo "Compiling the catalogues …"
	@$(BIN)/pybabel -q compile -D candour -d $(WORDS)
	@touch $@

$(UV):
	@echo "Getting uv …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
	  --target .tools --requirement requirements/tools.txt --require-hashes 2>.pip-error || (cat .pip-error; rm -f .pip-error; exit 1)
	@rm -f .pip-error

.venv/.run: requirements/run.txt pyproject.toml $(UV)
	@echo "Installing what the service runs on …"
	@test -d .venv || $(UV) venv --quiet --python $(PYTHON) .venv
	@$(UV) pip install --quiet --require-hashes -r requirements/run.txt
	@$(UV) pip install --quiet --require-hashes -r requirements/build.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Installing what the tests need …"
	@$(UV) pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.dev
	@$(UV) pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

browser/node_modules/.installed: browser/package-lock.json
	@scripts/get-node.sh
	@echo "Installing the browser's packages …"
	@cd browser && npm ci --silent --no-fund --no-audit --ignore-scripts
	@touch $@

service/static/built/manifest.json: browser/node_modules/.installed $(shell find browser/src browser/styles browser/scripts service/text/data service/crypto/wordlist.txt service/static -maxdepth 3 -type f -not -path '*/built/*' 2>/dev/null) $(shell find service/locales -name '*.po' -o -name '*.pot')
	@echo "Building the browser's files …"
	@cd browser && npm run --silent build -- --quiet
	@touch $@

test-tools:
	@scripts/setup-test.sh

clean: ## forget everything that was built or installed here
	rm -rf .venv .tools browser/node_modules service/static/built var
