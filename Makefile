# `make run` and `make test` set up everything they need, and take seconds the second time.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
THREADS ?= 4
BACKPRESSURE ?= 256

VENV := .venv
BIN := $(VENV)/bin
RUN := .run

# What `make run` serves is one's own machine: its secret is made here once, and nothing asks for TLS.
SERVE_ENV = DJANGO_SECRET_KEY="$$(cat $(RUN)/secret-key)" DJANGO_SSL_REDIRECT=0 \
	DJANGO_ALLOWED_HOSTS="$${DJANGO_ALLOWED_HOSTS:-localhost,127.0.0.1,[::1]}" RUNTIME_ROOT="$${RUNTIME_ROOT:-$(RUN)}" \
	THROTTLE_READERS="$${THROTTLE_READERS:-0}" THROTTLE_TOKENS="$${THROTTLE_TOKENS:-0}" LOG_REQUESTS="$${LOG_REQUESTS:-0}"

.PHONY: help run serve superuser test trials cluster-test lint types schema golden lock clean score benchmark bench

help:
	@echo "make run        set up and serve the Tokyo record on http://$(HOST):$(PORT)"
	@echo "make serve      serve in production, with settings from the environment (docs/deployment.md)"
	@echo "make superuser  make a staff login for that server"
	@echo "make test       set up and run the whole suite, lint and types included"
	@echo "make trials     many writers, a hundred kill -9, hostile and slow clients: what the suite does in small, in full size"
	@echo "make cluster-test  a primary is killed and a replica promoted, on PostgreSQL servers of their own"
	@echo "make lint       lint and format check;  make types: mypy"
	@echo "make schema     write the OpenAPI document anew;  make golden: the examples in it"
	@echo "make bench      how many requests a second, and how fast, on archives of BENCH_CONFERENCES=\"1000 20000\""
	@echo "make score      compare the parser with hand-made annotations;  make benchmark: time the parser"
	@echo "make lock       lock the dependencies anew from pyproject.toml"
	@echo "make clean      remove all that the above made, the database included"

$(VENV)/made-with:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is %d.%d. Say which with: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PYTHON) --version > $@

$(VENV)/runs: $(VENV)/made-with requirements.txt
	@echo "Installing what runs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/tests: $(VENV)/runs requirements-dev.txt
	@echo "Installing what tests ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(RUN)/secret-key: $(VENV)/made-with
	@mkdir -p $(RUN)
	@(umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(48))' > $@)

run: $(VENV)/runs $(RUN)/secret-key
	@$(SERVE_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(SERVE_ENV) $(BIN)/python manage.py load_tokyo
	@$(SERVE_ENV) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo
	@echo "  Documentation  http://$(HOST):$(PORT)/api/docs/  (or /api/redoc/)"
	@echo "  API            http://$(HOST):$(PORT)/api/v1/"
	@echo "  Admin          http://$(HOST):$(PORT)/admin/  (a staff login: make superuser)"
	@echo "  Stop with Ctrl-C."
	@echo
	@$(SERVE_ENV) exec $(BIN)/granian --interface wsgi transcripts_api.wsgi:application --host $(HOST) --port $(PORT) \
		--workers 2 --blocking-threads 4 --no-ws --log-level warning

# For production, with the settings of the environment (docs/deployment.md). A worker is replaced when it is a day old
# or large; it ends what it has begun. Slow headers are given up after ten seconds, long ones are refused.
serve: $(VENV)/runs
	@$(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@exec $(BIN)/granian --interface wsgi transcripts_api.wsgi:application --host $(HOST) --port $(PORT) \
		--workers $(WORKERS) --blocking-threads $(THREADS) --no-ws --http 1 --log-level warning \
		--backlog 1024 --backpressure $(BACKPRESSURE) --http1-buffer-size 32768 --http1-header-read-timeout 10000 \
		--respawn-failed-workers --workers-lifetime 24h --workers-max-rss 800 --workers-kill-timeout 30s

superuser: $(VENV)/runs $(RUN)/secret-key
	@$(SERVE_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(SERVE_ENV) $(BIN)/python manage.py createsuperuser

# Sets of words come in the same order in every run. Three at once, also with two processors: a third of the time, tests
# wait for servers, browsers and databases.
test: $(VENV)/tests
	@PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 3 $(PYTEST)

lint: $(VENV)/tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/tests
	@$(BIN)/mypy manage.py transcripts_api core

schema: $(VENV)/tests
	@$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

golden: $(VENV)/tests
	@$(BIN)/python -m pytest -q --write-golden tests/api/test_examples.py tests/test_readme.py
	@$(MAKE) --no-print-directory schema

score: $(VENV)/tests
	@$(BIN)/python -m tests.parsing.score

trials: $(VENV)/tests
	@$(BIN)/python -m pytest -q --trial tests/operating tests/api/test_nothing_leaks.py

cluster-test: $(VENV)/tests
	@$(BIN)/python -m pytest -q --cluster tests/operating/test_replicas.py

benchmark: $(VENV)/tests
	@$(BIN)/python -m tests.parsing.benchmark

# BENCH_POSTGRESQL=postgresql://... measures there too; BENCH_README=1 puts what was measured into README.md.
BENCH_CONFERENCES ?= 1000 20000
bench: $(VENV)/tests
	@$(BIN)/python -m tests.bench $(BENCH_CONFERENCES) $(if $(BENCH_README),--readme)

EXTRAS = --extra postgresql --extra documents --extra redis
UV = UV_NO_CONFIG=1 $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: $(VENV)/tests
	@$(UV) pyproject.toml $(EXTRAS) --output-file requirements.txt
	@$(UV) pyproject.toml $(EXTRAS) --extra sentry --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) $(RUN) staticfiles db.sqlite3 db.sqlite3-wal db.sqlite3-shm .pytest_cache .mypy_cache .ruff_cache .hypothesis
