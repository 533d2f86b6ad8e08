# The commands of the project. Where there is no make: python wherry.py run

PYTHON ?= python3
INSIDE := .venv/bin

.PHONY: run test exam lint lock

run: ## Try Wherry at http://localhost:8501
	@$(PYTHON) wherry.py run

test: lint ## Everything that must hold before a change is accepted
	@$(INSIDE)/python -m pytest --numprocesses 4 --dist loadfile

exam: prepare ## The same on other people's files: make exam CORPORA=their folder
	@WHERRY_CORPORA="$(abspath $(or $(CORPORA),$(error say where they are: make exam CORPORA=folder)))" $(INSIDE)/python -m pytest --numprocesses 2 --dist loadfile tests/exam

lint: prepare
	@$(INSIDE)/ruff check .
	@$(INSIDE)/ruff format --check .
	@$(INSIDE)/lint-imports
	@$(INSIDE)/mypy

.PHONY: pictures
pictures: prepare ## Take the pictures of the README anew
	@$(INSIDE)/python -m tests.journeys.pictures

.PHONY: prepare
prepare:
	@$(PYTHON) -m tests.prepare

lock: ## Pin everything again; needs uv
	@uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
	  --upgrade --group build pyproject.toml --output-file requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
	  --upgrade --group build --extra test --constraint requirements.lock pyproject.toml --output-file requirements-test.lock
	@echo "s3fs>=2026.3" | uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make lock" --constraint requirements-test.lock - --output-file requirements-s3.lock
