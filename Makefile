# `make serve` and `make test` start from nothing but Python 3.11 or 3.12.

BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .venv/bench
BUNDLED := gallery/static/built/manifest.json
FRONTEND := $(shell find gallery/frontend -name node_modules -prune -o -type f -print)

.PHONY: serve test lint bench soak words

serve: $(INSTALLED) $(BUNDLED)
	@$(BIN)/python -m serve.launch

# Two at a time: much of a test is waiting for a browser, a database or a cluster.
test: $(INSTALLED) $(BUNDLED) lint
	@$(BIN)/pytest --numprocesses 2

# New words of the templates into the catalogues, each waiting for its translation.
words: $(INSTALLED)
	@$(BIN)/pybabel -q extract -k Phrase -F pyproject.toml --no-location --sort-output -o .messages.pot .
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120 -i .messages.pot -d gallery/locale
	@rm .messages.pot

# The tests that kill, starve and crowd the gallery and the system, in full, and all of the browser: some two hours.
soak: $(INSTALLED) $(BUNDLED)
	@$(BIN)/pytest tests/faults tests/gallery/browser tests/test_end_to_end.py --soak

# The system beside Flask, LitServe, BentoML and the bare network, as JSON; PARTS="wall flood" for some of it.
bench: $(INSTALLED) $(BUNDLED) $(PEERS)/.installed
	@$(BIN)/python -m tests.bench $(PARTS)

lint: $(INSTALLED)
	@$(BIN)/ruff check --quiet .

# A python that is asked for its version: a name on the PATH may be a shim with nothing behind it.
$(BIN)/python:
	@for python in python3.11 python3.12 python3 python; do \
	    if $$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then \
	        exec $$python -m venv .venv; \
	    fi; \
	done; \
	echo "Python 3.11 or 3.12 is needed; neither was found on the PATH." >&2; exit 1

# Apart from all else: their telemetry wants other versions than Ray's.
$(PEERS)/.installed: tests/bench/requirements.txt $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade \
	    --target $(PEERS) -r $<
	@touch $@

$(INSTALLED): requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(BUNDLED): $(FRONTEND) gallery/frontend_build.py | $(INSTALLED)
	$(BIN)/python -m gallery.frontend_build
