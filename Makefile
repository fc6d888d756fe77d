# Two commands: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Tests run side by side, one file in one process, the slow files of the browser first; benches run alone after them.
JOBS ?= 2
# Time ratios are measured on a machine that does other things too.
export BENCH_SLACK ?= 1.7

.PHONY: run test test-long test-postgresql lint types words browser clean

run: $(VENV)/.run
	@echo "Đang khởi động. Khi thấy dòng \"sẵn sàng\", mở http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Cần Python 3.11 trở lên: make run PYTHON=python3.12"'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c requirements.lock
	@touch $@

$(VENV)/.test: tests/requirements.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt -c requirements.lock
	@touch $@

# Debian's Chromium where none is found; elsewhere install any Chromium and name it in CHROMIUM.
browser:
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else echo "Chưa có Chromium: cài gói chromium, hoặc đặt biến CHROMIUM" >&2; exit 1; fi

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

test: lint types browser
	$(BIN)/python -m pytest -m "not long and not bench" -n $(JOBS) --dist loadfile --no-loadscope-reorder --durations=25
	$(BIN)/python -m pytest -m "bench and not long" tests/bench

# Pages and browser once more with the app on a real PostgreSQL (the data tests run on both databases always).
test-postgresql: $(VENV)/.test browser
	ANSINH_TEST_DATABASE=postgresql $(BIN)/python -m pytest tests/pages tests/browser -m "not long"

# All rounds, and every property on all its examples.
test-long: $(VENV)/.test browser
	ANSINH_ALL_EXAMPLES=1 $(BIN)/python -m pytest -m "long or (hypothesis and not bench)"

# The catalogue template of all words on the screen; tests fail when it is out of date.
words: $(VENV)/.test
	$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header -k N_ -o data/locale/ansinh.pot models data pages

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
