# The verbs of this project; `make help` lists them. The work is done by bin/setup and the `dastak` command.
PYTHON_BIN := .venv/bin
DASTAK := $(PYTHON_BIN)/dastak
export SAY
# Where Python may keep no bytecode, every process compiles again what it imports: 10 s of each start of Rasa.
unexport PYTHONDONTWRITEBYTECODE
# AS is make's own name for the assembler; only what somebody gave counts.
CUSTOMER := $(if $(filter default undefined,$(origin AS)),+919800000001,$(AS))
.DEFAULT_GOAL := help
.PHONY: help run chat seed setup test browser collect test-long test-teaching first-hour-pictures test-fast coverage lint format types imports check deploy-check deploy-try release-check release licences units frontend-check migration train \
	api-types vectors nlu-report bench sizes walks clean

help: ## This list
	@awk -F ':.*## ' '/^##@ / {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' \
		$(firstword $(MAKEFILE_LIST))

##@ Running
run: setup ## Start everything and print the addresses; Ctrl-C stops all of it
	@exec $(DASTAK) run

chat: setup ## Write as a customer: make chat AS=+919800000001 SAY="where is my order"
	@$(DASTAK) chat --as "$(CUSTOMER)" $(if $(SAY),"$$SAY")

seed: setup ## Fill the demo shop into the database
	@$(DASTAK) migrate && $(DASTAK) seed

setup: ## Install both environments and build the front end, where something changed
	@bin/setup

clean: ## Remove what can be made again (not var/, which holds your data)
	rm -rf .venv .tools rasa_addons/.venv frontend/node_modules .rasa models/*.tar.gz models/.lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

##@ Tests
test: setup browser train ## Every test: real servers, the trained model, a real browser (ARGS="-k words" for some of them)
	@exec bin/tests $(ARGS)

browser: setup ## Make sure that there is a Chromium for the tests
	@bin/chromium

collect: setup ## Read every test without running it, so that none is compiled by each process that runs some
	@$(PYTHON_BIN)/pytest --collect-only -qq >/dev/null

test-long: setup browser train ## An owner's first hour, a broadcast whose processes are killed, a roll-out under load, two hosts of which one dies, Valkey and PostgreSQL failing over, every answer at every question (fourteen minutes)
	@LONG=yes $(PYTHON_BIN)/pytest -n0 -m long $(ARGS)

test-teaching: setup train ## The teaching loop with a real Rasa and two real trainings (two to three minutes)
	@TEACHING=yes $(PYTHON_BIN)/pytest -n0 tests/dialogue/test_teaching_loop.py $(ARGS)

first-hour-pictures: setup browser train ## Walk an owner's first hour in the browser, and make the pictures of docs/first-hour.md again
	@LONG=yes FIRST_HOUR_PICTURES=$(CURDIR)/docs/first-hour $(PYTHON_BIN)/pytest -n0 -rP tests/e2e/test_first_hour.py $(ARGS)

test-fast: setup ## The tests that start no server
	@exec $(PYTHON_BIN)/pytest -m "not integration and not dialogue and not e2e" $(ARGS)

coverage: setup ## The tests that start no server, and the lines and branches they leave out
	@$(PYTHON_BIN)/coverage erase
	@$(PYTHON_BIN)/coverage run -m pytest -q -m "not integration and not dialogue and not e2e" $(ARGS)
	@$(PYTHON_BIN)/coverage combine -q && $(PYTHON_BIN)/coverage report

##@ Checks
check: lint types imports frontend-check ## All of the checks below but deploy-check

lint: setup ## Style: ruff's rules and its format
	@$(PYTHON_BIN)/ruff check .
	@$(PYTHON_BIN)/ruff format --check .

format: setup ## Put the style right where a tool can
	@$(PYTHON_BIN)/ruff check --fix -q .
	@$(PYTHON_BIN)/ruff format -q .
	@bin/frontend format

types: setup ## mypy --strict, once for each environment
	@$(PYTHON_BIN)/mypy
	@$(PYTHON_BIN)/mypy --config-file rasa_addons/pyproject.toml

imports: setup ## Which part may import which (import-linter)
	@$(PYTHON_BIN)/lint-imports

frontend-check: setup ## The front end: its types, its style, its unit tests, the size of what it loads
	@bin/frontend api-current typecheck lint test sizes

deploy-check: setup ## What lies under deploy/, each file by its own tool
	@bin/deploy-check

deploy-try: setup ## Lay both images out in an empty folder as the Dockerfiles do, start them there, ask for an order (a minute)
	@deploy/image/try.sh

release-check: setup ## Build wheel and sdist, install the wheel by itself and have it serve (half a minute)
	@bin/release --check

##@ Changing
release: setup ## Wheel, sdist and what is in them (CycloneDX) into dist/
	@bin/release

licences: setup ## Write LICENSES.md anew, of the lock files
	@$(PYTHON_BIN)/python bin/licences.py

units: setup ## Write systemd's units and the Procfile anew, by the table of processes
	@$(DASTAK) units --out deploy

migration: setup ## The next migration, from what the mapping has more: make migration NAME=saved_replies
	@$(PYTHON_BIN)/python -m bot.db.new_migration "$(NAME)"

train: setup ## Train the model, if its sources changed
	@$(DASTAK) train

vectors: setup ## Ship the vectors of the training messages anew, after a change of data/nlu
	@rasa_addons/.venv/bin/python -W ignore -m rasa_addons.vectors

api-types: setup ## Write the console's types anew from the API's description
	@bin/frontend api-types

##@ Figures
nlu-report: setup train ## Measure the understanding of each language, write docs/nlu.md
	@$(DASTAK) nlu-report

bench: setup train ## Acknowledgements, turns, what they cost, memory; beside what was before (bench/history.csv)
	@$(PYTHON_BIN)/python -m bench $(ARGS)

sizes: setup ## Sizes of files and functions (ARGS="--root FOLDER" for another checkout)
	@$(PYTHON_BIN)/python -m bench sizes $(ARGS)

walks: setup ## The modules that four ways through the code pass, one by one
	@$(PYTHON_BIN)/python -m bench.walks
