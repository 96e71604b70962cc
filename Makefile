# make run    serve the archive at http://127.0.0.1:8000/ (PORT=8001 make run for another port)
# make dev    the same with reloading and debug pages
# make bench  measure everything beside its peers; SPEECHES=1000000 for a larger archive (docs/performance.md)
# make test   lint, checks and all tests, on SQLite and then on PostgreSQL, as CI runs them

PORT ?= 8000
SPEECHES ?= 100000
PYTHON ?= python3
BIN := .venv/bin

# What runs a second time, on PostgreSQL.
ON_POSTGRESQL := tests/search tests/models tests/selectors tests/views/test_query_counts.py tests/views/test_versions.py \
	tests/views/test_absence.py tests/api tests/interchange tests/ledger tests/caching/test_exactness.py tests/caching/test_page_cache.py \
	tests/mirroring/test_following.py tests/dumps/test_snapshot.py \
	tests/workflow tests/accounts/test_audit.py tests/accounts/test_threads.py tests/accounts/test_throttle.py \
	tests/accounts/test_tokens.py \
	tests/previews tests/admin/test_threads.py tests/admin/test_restoring.py tests/admin/test_deleted.py \
	tests/test_schedule.py tests/test_public_gate.py tests/test_public_gate_beside.py tests/test_prepare_archive.py \
	tests/test_replicas.py \
	tests/corpus/test_making.py::MadeCorpusTests

.PHONY: run dev test bench lint messages openapi pictures

run: .venv/run
	@$(BIN)/python manage.py prepare_archive
	@echo "The archive is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)."
	@exec $(BIN)/gunicorn congress_site.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --log-level warning

dev: export DEBUG = True
dev: .venv/run
	@$(BIN)/python manage.py prepare_archive
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: .venv/test node_modules/made lint
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_ENV=production SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
		ALLOWED_HOSTS=archive.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	$(BIN)/pytest --numprocesses auto --dist worksteal
	tests/postgresql.sh $(BIN)/pytest --numprocesses auto --dist worksteal $(ON_POSTGRESQL)

# Half an hour for a hundred thousand speeches. A bar that is missed stops nothing.
bench: .venv/test
	$(BIN)/python -m tests.benchmarks --speeches $(SPEECHES) --write

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Interface texts: collect them from the sources, then compile what is translated.
messages: .venv/run
	$(BIN)/python manage.py makemessages --locale ru --no-location --ignore .venv --ignore node_modules --ignore tests
	$(BIN)/python manage.py compilemessages --locale ru --ignore .venv

# The description of the API, as the code has it now.
openapi: .venv/run
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

# The pictures of docs/editing.md, taken by the test that plays a whole day.
pictures: .venv/test
	PICTURES=docs/pictures $(BIN)/pytest tests/browser/test_whole_day.py

# Stamps, so that what failed half-way is done again and what is done is not.
.venv/made:
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip --version >/dev/null
	@touch $@

.venv/run: requirements.txt .venv/made
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/test: requirements-dev.txt .venv/run
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

# The HTML validator, a Java program that only npm keeps, and the generator of clients in TypeScript.
node_modules/made: package.json
	npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts
	@touch $@
