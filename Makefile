# make run [PHOTO=path]   use the program       make test      test it
# make bench              print its speed       make test-ml   test training and export
# make test-tflite-runtime  test LiteRT's predecessor on Python 3.11
# make package            the standalone program, with its archive and Debian package, in DIST
# make test-package       make it and test it   make fuzz      damage 1,000 photos a format
# Each does all of its own set-up, in the folder VENV.

VENV ?= .venv
VENV_ML ?= .venv-ml
VENV_TFLITE ?= .venv-tflite-runtime
VENV_PACKAGE ?= .venv-package
DIST ?= dist
PHOTO ?= resources/sample.jpg
PYTHON_RUN = $(VENV)/bin/python

.PHONY: run test test-ml test-tflite-runtime test-package bench fuzz package lock clean

run: $(VENV)/.run
	@$(PYTHON_RUN) packaging/run.py "$(PHOTO)"

test: $(VENV)/.test
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON_RUN) -m pytest -p tests.coverage_by_room --cov --cov-report=

test-ml: $(VENV_ML)/.ml
	$(VENV_ML)/bin/python -m pytest -c ml/pytest.ini ml/tests

test-tflite-runtime: $(VENV_TFLITE)/.tflite-runtime
	$(VENV_TFLITE)/bin/python -m pytest tests/engine/test_tflite_runtime.py

package: $(VENV_PACKAGE)/.package
	$(VENV_PACKAGE)/bin/python packaging/package.py --out "$(DIST)" $(PACKAGE_OPTIONS)

test-package: package $(VENV)/.test
	HASKI_DIST="$(abspath $(DIST))" $(PYTHON_RUN) -m pytest tests/frozen

fuzz: $(VENV)/.test
	$(PYTHON_RUN) tests/engine/fuzz.py
	$(PYTHON_RUN) tests/attacks/bombs.py
	$(PYTHON_RUN) tests/attacks/damage.py
	$(PYTHON_RUN) tests/attacks/kills.py
	$(PYTHON_RUN) tests/attacks/faults.py

bench: $(VENV)/.test
	@for script in tests/bench/*.py; do $(PYTHON_RUN) $$script || exit 1; done

# Needs uv; see packaging/lock.sh.
lock:
	packaging/lock.sh

clean:
	rm -rf .venv .venv-ml .venv-package .venv-tflite-runtime build dist

$(VENV)/.%: packaging/locks/%.txt packaging/bootstrap.sh
	packaging/bootstrap.sh $(VENV) $*
	@touch $@

$(VENV_PACKAGE)/.package: packaging/locks/package.txt packaging/bootstrap.sh
	packaging/bootstrap.sh $(VENV_PACKAGE) package
	@touch $@

$(VENV_TFLITE)/.tflite-runtime: packaging/locks/tflite-runtime.txt packaging/bootstrap.sh
	packaging/bootstrap.sh $(VENV_TFLITE) tflite-runtime
	@touch $@

$(VENV_ML)/.ml: packaging/locks/ml.txt packaging/bootstrap.sh
	packaging/bootstrap.sh $(VENV_ML) ml
	@touch $@
