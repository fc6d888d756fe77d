# Two commands: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Tests run side by side, one file in one process, the slow files of the browser first; benches run alone after them.
JOBS ?= 3
# What tests start comes up sooner from modules that are compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-long test-postgresql lint types compiled words browser lock audit bundle clean

run: $(VENV)/.run
	@echo "Đang khởi động. Khi thấy dòng \"sẵn sàng\", mở http://localhost:$(PORT)"
	$(if $(TRAINING),ANSINH_TRAINING=$(TRAINING) )$(BIN)/streamlit run app.py --server.port $(PORT)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Cần Python 3.11 trở lên: make run PYTHON=python3.12"'
	$(PYTHON) -m venv $(VENV)

# The locks are whole and hashed (only wheels, nothing is built), so pip resolves nothing.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(INSTALL) requirements.lock
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	$(INSTALL) tests/requirements.lock
	@touch $@

# Both locks from both requirements.txt, for every platform; versions that are locked stay unless LOCK_FLAGS=--upgrade.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all: --emit-build-options \
	--annotation-style line --custom-compile-command "make lock" --quiet $(LOCK_FLAGS)
lock: $(VENV)/.test
	$(BIN)/$(LOCK) -o requirements.lock requirements.txt
	$(BIN)/$(LOCK) -c requirements.lock -o tests/requirements.lock requirements.txt tests/requirements.txt

# Known holes in what is locked; asks PyPI, so it needs the internet (--strict: what could not be asked is a failure).
audit: $(VENV)/.test
	$(BIN)/uv tool run pip-audit==2.10.1 --strict --disable-pip --require-hashes -r requirements.lock

# A folder for offices without internet: dist/ansinh-<version>-<platform>.zip. BUNDLE_PLATFORM=linux_x86_64, macosx_arm64 for others.
BUNDLE_PLATFORM ?= win_amd64
BUNDLE_PYTHON ?= 3.11
bundle: $(VENV)/.run
	$(BIN)/python -m tests.bundle $(BUNDLE_PLATFORM) $(BUNDLE_PYTHON)

# Debian's Chromium and nginx where none is found (the build without a window spares a tenth of all the tests' time);
# elsewhere install any Chromium and name it in CHROMIUM.
browser:
	@missing="chromium-headless-shell"; \
	for one in "$$CHROMIUM" chromium-headless-shell chromium chromium-browser; do \
		if command -v "$$one" >/dev/null; then missing=""; fi; \
	done; \
	if ! PATH="$$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null; then missing="$$missing nginx"; fi; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "Còn thiếu: $$missing. Cài gói cùng tên (Chromium: có thể đặt biến CHROMIUM)" >&2; exit 1; fi

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo

types: $(VENV)/.test
	$(BIN)/mypy

# Compiles the tests once; else each process that runs them does.
compiled: $(VENV)/.test
	-@$(BIN)/python -m pytest --collect-only -qq -m bench >/dev/null

test: $(VENV)/.test
	$(MAKE) --no-print-directory -j3 --output-sync lint types browser compiled
	$(BIN)/python -m pytest -m "not long and not bench" -n $(JOBS) --dist loadfile --no-loadscope-reorder --durations=25
	$(BIN)/python -m pytest -m "bench and not long" tests/bench tests/browser/test_drag.py

# Pages and browser once more with the app on a real PostgreSQL (of the data tests, those about the database run on both always, the others take turns).
test-postgresql: $(VENV)/.test browser
	ANSINH_TEST_DATABASE=postgresql $(BIN)/python -m pytest tests/pages tests/browser -m "not long"

# All rounds, and every property on all its examples.
test-long: $(VENV)/.test browser
	ANSINH_ALL_EXAMPLES=1 $(BIN)/python -m pytest -m "long or (hypothesis and not bench)"

# The catalogue template of all words on the screen, for whoever translates them; not kept.
words: $(VENV)/.test
	$(BIN)/python -m babel.messages.frontend --quiet extract -F data/locale/babel.cfg --no-location --sort-output --omit-header -k N_ \
		-o data/locale/ansinh.pot models data pages

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
