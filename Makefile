# Every target does its own set-up. It needs Python 3.11 or newer (with venv) and make, nothing else.
PORT ?= 8000
VAR ?= var
PYTHON ?= python3
ARGS ?=
PY := .venv/bin/python
# Checks look at the code alone: no server listens there, and none is asked.
NO_SERVERS := DATABASE_URL=postgres://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1 SECRET_KEY=none

.DEFAULT_GOAL := help
.NOTPARALLEL:
unexport DJANGO_SETTINGS_MODULE
.PHONY: help run test browser-test lighthouse pictures check messages fix bench set-up set-up-dev

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo "  Settings: PORT=8000 VAR=var (make run), ARGS=... (make test), PYTHON=python3.12"

run: set-up  ## Run the portal with all it needs at http://localhost:PORT, data in the folder VAR
	@exec $(PY) -m dot_portal.embedded --port "$(PORT)" --var "$(VAR)"

test: set-up-dev  ## Run the whole suite on real servers of its own; ARGS go to pytest
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

browser-test: set-up-dev  ## Run the full browser matrix; pictures of every page go to VAR/screenshots
	@SCREENSHOTS="$(VAR)/screenshots" $(PY) -m pytest tests/browser -m browser $(ARGS); code=$$?; \
	  echo "Pictures of every page: $(VAR)/screenshots/index.html"; exit $$code

pictures: set-up-dev  ## Take the pictures of the guides anew
	@PICTURES=take $(PY) -m pytest tests/browser/test_guide_pictures.py

check: set-up-dev  ## Lint, formats, order of imports, migrations, lifecycles, translations, security, types
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -c 'from importlinter.cli import lint_imports_command as check; check()'
	@$(NO_SERVERS) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@$(NO_SERVERS) $(PY) manage.py draw_lifecycles --check
	@$(NO_SERVERS) $(PY) manage.py messages --check
	@find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@$(PY) -m bandit -q -r -c pyproject.toml dot_portal placements accounts mechanisms programme
	@$(NO_SERVERS) $(PY) -m mypy

messages: set-up-dev  ## Bring the catalogues in locale/ in step with the texts of the code
	@$(NO_SERVERS) $(PY) manage.py messages

fix: set-up-dev  ## Repair what a machine can repair
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +
	@$(NO_SERVERS) $(PY) manage.py draw_lifecycles

lighthouse: set-up-dev  ## Look at five main pages with Lighthouse (needs npm and Chromium)
	@VAR="$(VAR)" $(PY) -m benchmarks.lighthouse

bench: set-up-dev  ## Measure; each module of benchmarks/ prints its figures
	@for file in benchmarks/[a-z]*.py; do $(PY) -m benchmarks.$$(basename $$file .py) || exit 1; done

set-up:
	@$(call install,requirements.txt)

set-up-dev:
	@$(call install,requirements-dev.txt)

# Install a list of requirements when its text, or Python, is not what was installed last.
define install
	if [ ! -x $(PY) ]; then \
	  command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON)."; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another one: make PYTHON=python3.12 ..."; exit 1; }; \
	  $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "$(PYTHON) has no venv module: install it first (Debian: apt install python3-venv)."; exit 1; }; \
	fi; \
	wanted="$$( { $(PY) -V 2>/dev/null || $(PYTHON) -V; cat requirements.txt $(1); } | cksum)"; \
	if [ "$$(cat .venv/installed-$(1) 2>/dev/null)" != "$$wanted" ]; then \
	  echo "Installing $(1) into .venv"; \
	  { $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv; } && \
	  $(PY) -m pip install --quiet --no-input --disable-pip-version-check -r $(1) && \
	  echo "$$wanted" > .venv/installed-$(1) || \
	    { echo "The requirements could not be installed; the reason stands above."; exit 1; }; \
	fi
endef
