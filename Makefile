# The verbs of this project; `make help` lists them. The work is done by bin/setup and the `dastak` command.
PYTHON_BIN := .venv/bin
DASTAK := $(PYTHON_BIN)/dastak
export SAY
# AS is make's own name for the assembler; only what somebody gave counts.
CUSTOMER := $(if $(filter default undefined,$(origin AS)),+919800000001,$(AS))
.DEFAULT_GOAL := help
.PHONY: help run test setup lint types imports test-fast train vectors nlu-report bench chat seed clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: setup ## Start everything and print the addresses; Ctrl-C stops all of it
	@exec $(DASTAK) run

test: setup ## Every test: real servers, the trained model, a real browser (ARGS="-k words" for some of them)
	@bin/chromium
	@$(DASTAK) train
	@exec bin/tests $(ARGS)

test-fast: setup ## The tests that start no server
	@exec $(PYTHON_BIN)/pytest -m "not integration and not dialogue and not e2e" $(ARGS)

setup: ## Install both environments and build the front end, where something changed
	@bin/setup

lint: setup ## Style: ruff's rules and its format
	@$(PYTHON_BIN)/ruff check .
	@$(PYTHON_BIN)/ruff format --check .

types: setup ## mypy --strict, once for each environment
	@$(PYTHON_BIN)/mypy
	@$(PYTHON_BIN)/mypy --config-file rasa_addons/pyproject.toml

imports: setup ## Which part may import which (import-linter)
	@$(PYTHON_BIN)/lint-imports

train: setup ## Train the model, if its sources changed
	@$(DASTAK) train

vectors: setup ## Ship the vectors of the training messages anew, after a change of data/nlu
	@rasa_addons/.venv/bin/python -W ignore -m rasa_addons.vectors

nlu-report: setup train ## Measure the understanding of each language, write docs/nlu.md
	@$(DASTAK) nlu-report

bench: setup train ## The figures: acknowledgements, turns, memory
	@$(PYTHON_BIN)/python -m bench $(ARGS)

chat: setup ## Write as a customer: make chat AS=+919800000001 SAY="where is my order"
	@$(DASTAK) chat --as "$(CUSTOMER)" $(if $(SAY),"$$SAY")

seed: setup ## Fill the demo shop into the database
	@$(DASTAK) migrate && $(DASTAK) seed

clean: ## Remove what can be made again (not var/, which holds your data)
	rm -rf .venv .tools rasa_addons/.venv frontend/node_modules .rasa models .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
