# Everything a person or CI runs. `make help` lists it; the steps that are longer than a line are in scripts/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# First the tools that `make setup` brought in (it does so only where the machine's own are missing or too old);
# last the place where rustup puts cargo.
export PATH := $(CURDIR)/.tools/bin:$(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
DEBUG_BINARY := $(TARGET)/debug/corridor
RELEASE_BINARY := $(TARGET)/release/corridor

PLATFORM = $(shell rustc -vV | sed -n 's/^host: //p')

# In CI a Cargo.lock that does not fit the manifests is an error; at a desk cargo mends it.
LOCKED := $(if $(CI),--locked)

SHELL_SCRIPTS := $(wildcard scripts/*.sh) .ci/run
NODE_SCRIPTS := $(wildcard scripts/*.mjs scripts/validate/*.mjs public/*.js tests/browser/*.js tests/browser/lib/*.js)

# The server refuses CORRIDOR_ variables that it does not know; these steer the tests.
SERVE := exec env -u CORRIDOR_BINARY -u CORRIDOR_BROWSER -u CORRIDOR_DEBUG_BINARY

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: site ## Set up, build in release and serve the demonstration on http://127.0.0.1:3000
	cargo build $(LOCKED) --release --package server
	@$(SERVE) $(RELEASE_BINARY) demo

.PHONY: test
test: setup-test build-debug ## Set up and run every test: domain, storage, HTTP, page, browser
	cargo nextest run $(LOCKED) --workspace
	cargo test $(LOCKED) --workspace --doc --quiet
	node scripts/budget.mjs
	CORRIDOR_BINARY=$(DEBUG_BINARY) node --test --test-timeout=300000 tests/browser/*.test.js

.PHONY: lint
lint: setup-lint ## Check format, clippy, the house rules (tidy test), dependencies and scripts; no warning passes
	cargo fmt --all --check
	cargo clippy $(LOCKED) --workspace --all-targets -- -D warnings
	cargo clippy $(LOCKED) --package app-web --target wasm32-unknown-unknown -- -D warnings
	scripts/features.sh $(LOCKED)
	cargo nextest run $(LOCKED) --workspace --test tidy
	cargo deny $(LOCKED) check bans licenses sources
	@for script in $(SHELL_SCRIPTS); do bash -n "$$script"; done
	@for script in $(NODE_SCRIPTS); do node --check "$$script"; done

.PHONY: site
site: setup-wasm ## Build what browsers load beside a page: the next build of the server embeds it
	scripts/site.sh $(LOCKED)

.PHONY: budget
budget: site ## Weigh what a page of the desk loads against app/web/budget.txt
	@node scripts/budget.mjs

.PHONY: watch
watch: setup-watch ## Serve the demonstration, server and islands rebuilt on every change
	@$(SERVE) cargo leptos watch -- demo

.PHONY: bench
bench: setup-node ## Measure kept pages against a bare handler and against pages made anew, and the import of 10,000 rows (ROUNDS, REQUESTS, CONNECTIONS)
	cargo build $(LOCKED) --release --package server --bins --examples
	@CORRIDOR_BINARY=$(RELEASE_BINARY) CORRIDOR_BENCH=$(TARGET)/release/examples/bench node scripts/bench.mjs

# Every run draws the same cases, and a failing one is neither shrunk nor kept: only that it fails is asked.
# Built in a copy, in the copy's own target folder: what was changed must not be taken for what stands here.
.PHONY: mutants
mutants: setup-mutants ## Change the domain's rules line by line; each change must make a test fail (half an hour)
	@mkdir -p $(TARGET)
	env -u CARGO_TARGET_DIR PROPTEST_RNG_SEED=1 PROPTEST_MAX_SHRINK_ITERS=0 PROPTEST_DISABLE_FAILURE_PERSISTENCE=1 \
		timeout --foreground 3h cargo mutants --package domain --output $(TARGET) $(addprefix --cargo-arg=,$(LOCKED)) -- --all-targets

.PHONY: torture
torture: setup-test setup-torture ## Kill, starve, cut and flood the program for half an hour; prints a table, fails when anything was lost (SEED, KILLS, SAVES, STOPS, …)
	cargo build $(LOCKED) --release --package server --bins
	cargo build $(LOCKED) --workspace --bins
	@CORRIDOR_BINARY=$(RELEASE_BINARY) CORRIDOR_DEBUG_BINARY=$(DEBUG_BINARY) scripts/torture.sh $(TARGET)

# SECONDS is a name of bash: here it is what make was given.
.PHONY: fuzz
fuzz: setup-fuzz ## Look for what breaks the parsers and the form, SECONDS each (60) with seeds (FUZZ: one target; SANITIZER=none; PLANTED=yes: the control, which must find a planted fault)
	scripts/fuzz.sh $(or $(SECONDS),60) $(TARGET)/fuzz $(FUZZ)

# The long half of the tests of tables: a spreadsheet program is the judge.
.PHONY: spreadsheet
spreadsheet: setup-torture ## Let a spreadsheet program open the tables with hostile texts: no cell may be a formula
	cargo nextest run $(LOCKED) --workspace --profile torture -E 'test(/spreadsheet::/)'

.PHONY: sbom
sbom: setup-sbom ## Write what is in the released program as CycloneDX: target/sbom.json
	scripts/sbom.sh $(TARGET)/sbom.json $(PLATFORM)

# Told to the compiler, so that no folder of a machine stands in the program; `make run` does without, to keep its cache.
.PHONY: release
release: site ## Build the program to be handed on, the same from the same commit in whatever folder
	RUSTFLAGS="--remap-path-prefix=$(CURDIR)=/corridor --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)=/cargo" \
		CFLAGS="-ffile-prefix-map=$(CURDIR)=/corridor -ffile-prefix-map=$(or $(CARGO_HOME),$(HOME)/.cargo)=/cargo" \
		CARGO_INCREMENTAL=0 cargo build --locked --release --package server --target-dir $(TARGET)/reproducible
	sha256sum $(TARGET)/reproducible/release/corridor

.PHONY: audit
audit: setup-lint ## Hold the crates against a copy of RustSec's advisories: DB=folder, from `git clone https://github.com/RustSec/advisory-db`
	@test -d "$(DB)/crates" || { echo "audit: say where the advisories are: make audit DB=folder; get them with 'git clone https://github.com/RustSec/advisory-db'" >&2; exit 2; }
	scripts/audit.sh $(DB)

# Not in CI: the validators are another hundred packages, and what they judge is held by tests of our own in every run.
.PHONY: validate
validate: setup-validate build-debug ## Have files, feeds, pages, linked data and the API judged by validators that are not ours
	CORRIDOR_BINARY=$(DEBUG_BINARY) node scripts/validate/validate.mjs

.PHONY: screenshots
screenshots: setup-test build-debug ## Take the screenshots of the pages anew
	CORRIDOR_BINARY=$(DEBUG_BINARY) node tests/browser/screenshots.js

.PHONY: setup
setup: ## Bring in what is missing: the WebAssembly target and its tools, cargo tools, npm packages, a browser (safe to repeat)
	@scripts/setup.sh all

.PHONY: setup-node setup-wasm setup-watch setup-lint setup-test setup-torture setup-fuzz setup-sbom setup-validate setup-mutants
setup-node setup-wasm setup-watch setup-lint setup-test setup-torture setup-fuzz setup-sbom setup-validate setup-mutants: setup-%:
	@scripts/setup.sh $*

# The whole workspace with its tests at once: built for one package alone, shared dependencies get other features and are compiled twice.
.PHONY: build-debug
build-debug: setup-test site
	cargo build $(LOCKED) --workspace --bins --tests
