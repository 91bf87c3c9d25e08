# Every recipe runs from this folder with relative paths, since the clone's own path may hold spaces or 汉字.
.DELETE_ON_ERROR:
.PHONY: demo serve test check static docs pages bench lock format clean ready moved
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON := .venv/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check
PACKAGES := $(wildcard domain application infrastructure api tests bench)
# One build of .venv at a time, also when two people type make in one folder.
ALONE := flock .venv.lock
# A venv built in another folder (the clone was moved or copied) is not ours.
MOVED := $(shell test ! -e .venv/.installed || test "$$(cat .venv/.installed)" = "$$(pwd -P)" || echo moved)

.PHONY: help
help:
	@echo "make demo    the whole story on an embedded database / 在内置数据库上完整演示"
	@echo "make serve   the demonstration in a browser, an account a role / 在浏览器中使用演示账本，每个岗位一个账号"
	@echo "make test    all tests / 全部测试"
	@echo "make check   format, lint, types, imports, fast tests / 快速检查"
	@echo "make bench   measure / 性能测量"

demo: .venv/.installed
	.venv/bin/subsidy-ledger demo

serve: .venv/.installed
	@.venv/bin/subsidy-ledger demo serve

ready: .venv/.ready

test: .venv/.ready
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: static
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not fault and not database"

static: .venv/.ready
	$(PYTHON) -m ruff format --check --quiet $(PACKAGES)
	$(PYTHON) -m ruff check --quiet $(PACKAGES)
	$(PYTHON) -m mypy $(PACKAGES)
	.venv/bin/lint-imports --no-cache

format: .venv/.ready
	$(PYTHON) -m ruff format $(PACKAGES)
	$(PYTHON) -m ruff check --fix $(PACKAGES)

# The pages that are written from the code; tests hold them against it.
docs: .venv/.ready
	$(PYTHON) -m infrastructure.log.documentation
	$(PYTHON) -m tests.docs.refusals
	$(PYTHON) -m tests.docs.permissions
	$(PYTHON) -m tests.docs.checks
	$(PYTHON) -m tests.docs.audit_data
	$(PYTHON) -m tests.docs.registers
	$(PYTHON) -m tests.cli.reference

# What tests of the pages are held to: what is read out of the main ones, and the pictures of the tour.
pages: .venv/.ready
	PAGES_ANEW=1 $(PYTHON) -m pytest -q -p no:randomly tests/pages/browser/test_read_aloud.py tests/pages/browser/test_tour.py

bench: .venv/.ready
	$(PYTHON) -m bench

# The stamps are written last, so an interrupted build is built anew. What counts is looked at again under the lock.
.venv/.installed: requirements.txt $(MOVED)
	@$(ALONE) sh -c 'test .venv/.installed -nt requirements.txt && test "$$(cat .venv/.installed)" = "$$(pwd -P)" || tools/venv'

.venv/.ready: requirements-dev.txt pyproject.toml .venv/.installed
	@$(ALONE) sh -c '$(PIP_INSTALL) --require-hashes -r requirements-dev.txt \
		&& $(PIP_INSTALL) --no-deps --no-build-isolation -e . && touch .venv/.ready'

# Both locks are universal (Python 3.11-3.14, any platform) and name no index: whoever installs chooses where from.
UV := var/lock/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	test -x $(UV) || { python3 -m venv var/lock && var/lock/bin/python -m pip install --quiet uv; }
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv .venv.lock build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
