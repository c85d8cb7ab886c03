# Each target works as the first command in a fresh clone. What it does stands in bin/.
.DEFAULT_GOAL := help
.PHONY: help setup start editor test faults probes load cluster bench lighthouse observatory screenshots check messages format lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Prepare .venv, the locked packages, the database and, if it is empty, the sample roadmaps
	@bin/setup

start: ## Set up, then serve (HOST=127.0.0.1 PORT=8000 DATABASE_URL=sqlite:///db.sqlite3)
	@bin/start

editor: ## Make an account that may edit roadmaps: asks for e-mail and password
	@bin/editor

test: ## Run every test, in a browser too, and hold branch coverage to 95 % (WORKERS=2)
	@bin/test $(ARGS)

faults: ## Kill servers and imports under load, on SQLite and PostgreSQL: marks lost, errors (20 minutes; ROUNDS=50 for more)
	@bin/faults $(ARGS)

probes: ## Attack the site family by family; then put faults into a copy of the code and show that a test finds each
	@bin/probes $(ARGS)

load: ## 500 learners on two processes for ten minutes: errors, times, and marks lost (DURATION=60 for less)
	@bin/load $(ARGS)

cluster: ## Serve as on several machines: two processes, a PostgreSQL, a Redis and a proxy of their own, until Ctrl-C
	@bin/cluster $(ARGS)

bench: ## Measure, each figure as a ratio to its limit in the same run (ARGS="--files 100" for less)
	@bin/bench $(ARGS)

lighthouse: ## Lighthouse's figures of the pages beside the target 98 (needs Node; ARGS="--runs 9")
	@bin/lighthouse $(ARGS)

observatory: ## Mozilla's Observatory on every kind of answer, beside the most there is (needs Node)
	@bin/observatory

screenshots: ## A picture of every page, wide and on a phone, light and dark, into docs/screenshots/
	@bin/screenshots $(ARGS)

check: ## Check style, templates, types, dependencies, migrations and the settings for production
	@bin/check

messages: ## Collect the texts to translate, and compile their translations (needs gettext)
	@bin/messages $(ARGS)

format: ## Format code
	@bin/format

lock: ## Resolve the newest allowed versions into requirements/ (needs uv)
	@bin/lock

clean: ## Remove what the other targets made, but never the database
	@bin/clean
