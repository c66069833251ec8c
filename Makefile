# Every target sets up what it needs; the first time takes minutes, later ones seconds.
.DEFAULT_GOAL := help
.PHONY: help run test bench lint fuzz web

# Tools that Debian does not have in the version needed are kept here.
export PATH := $(CURDIR)/target/tools/bin:$(PATH):$(HOME)/.cargo/bin

PORT ?= 8700
# The sample district has a ledger of its own.
DATA ?= data/sample

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and serve the sample district at http://127.0.0.1:8700 (PORT=, DATA=)
	@scripts/setup run
	@scripts/web
	@cargo build --profile quick --locked -p duixian
	@target/quick/duixian serve --sample --data $(DATA) --port $(PORT)

test: ## Run every test: Rust, front end, browser
	@scripts/setup test
	@scripts/test

bench: ## Measure speed and memory (WRITE=1 writes docs/benchmarks.md)
	@scripts/setup bench
	@scripts/bench

lint: ## Check form: rustfmt, clippy, dependencies, spelling, front end
	@scripts/setup lint
	@scripts/lint

fuzz: ## Run each fuzz target for FUZZ_SECONDS (60 unless set)
	@scripts/setup fuzz
	@scripts/fuzz

web: ## Build the front end into web/dist
	@scripts/setup run
	@scripts/web
