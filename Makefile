# From Pixels to Networks. `make` alone lists what it can do.

PYTHON ?= python3
LAB_ARGS ?=
LOCK_ARGS ?=

python := .venv/bin/python
installed := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help lab test browser notebooks lint data site handout slides bench lock

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

lab: $(installed)  ## work: open JupyterLab on my_course/, your own copy of the notebooks
	@$(python) tools/make_lab.py
	@JUPYTER_PREFER_ENV_PATH=1 JUPYTER_CONFIG_PATH="$(CURDIR)/tools" \
		$(python) -m jupyterlab $(LAB_ARGS) my_course

test: $(installed)  ## prove: run every test and every notebook, texts and pictures compared
	@OMP_NUM_THREADS=1 $(python) -m pytest -n 2

browser: $(installed)  ## prove: work through every notebook in JupyterLab, in Chromium
	@COURSE_BROWSER=all $(python) -m pytest -vv tests/test_browser.py

notebooks: $(installed)  ## run the notebooks that changed again and store their outputs
	@$(python) tools/execute_notebooks.py

lint: $(installed)  ## check style (notebooks too) and types
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy

data: $(installed)  ## make the files in data/ again
	@$(python) data/make_data.py

site: $(installed)  ## build the website in build/site/ (needs npm, and internet once)
	@$(python) tools/make_site.py

handout: $(installed)  ## pack the course for laptops without git, to learn from and to mark
	@$(python) tools/make_handout.py

slides: $(installed)  ## make the slides in build/slides/ (needs npm, and internet once)
	@$(python) tools/make_slides.py

bench: $(installed)  ## measure ours, the naive way and the library against each other
	@$(python) benchmarks/run.py

lock:  ## pin the dependencies of pyproject.toml (needs uv; LOCK_ARGS=--upgrade for the newest)
	@uv pip compile --quiet --universal --python-version 3.11 --extra test --extra classroom \
		--no-header --no-emit-index-url $(LOCK_ARGS) pyproject.toml -o requirements.lock

# The stamp is touched last, so an interrupted set-up is taken up again the next time.
$(installed): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" > /dev/null || { \
		echo 'There is no $(PYTHON) here. The course needs Python 3.11 or newer.' \
			'Install it, or name yours: make lab PYTHON=python3.12'; exit 1; } >&2
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"The course needs Python 3.11 or newer, $(PYTHON) is " + sys.version.split()[0] + \
		". Name a newer one: make lab PYTHON=python3.12")'
	@echo 'Setting up .venv, once: a few seconds with uv, a minute or two with pip.'
	@if command -v uv > /dev/null; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
		uv pip install --quiet --python $(python) -r requirements.lock && \
		uv pip install --quiet --python $(python) --no-deps --editable .; \
	else \
		"$(PYTHON)" -c 'import ensurepip, venv' 2> /dev/null || { \
			echo 'This Python lacks the module venv. On Debian and Ubuntu:' \
				'sudo apt install python3-venv'; exit 1; } >&2; \
		"$(PYTHON)" -m venv .venv && \
		$(python) -m pip install --quiet -r requirements.lock && \
		$(python) -m pip install --quiet --no-deps --editable .; \
	fi
	@touch $@
