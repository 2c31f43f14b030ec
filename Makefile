# `make demo` and `make test` do all their own set-up. The rest is what a developer types.

CARGO ?= cargo
DATA ?= ./data
LISTEN ?= 127.0.0.1:8080
SECONDS ?= 60

.PHONY: demo test dev fix check generate screenshots prove bench fuzz audit setup web release

demo: web release ## build everything and serve the invented program
	WAYMARK_INSECURE_COOKIE=1 target/release/waymark demo --data $(DATA) --listen $(LISTEN)

test: ## every check, on both databases, in a real browser
	bash scripts/test.sh

dev: pwa/node_modules ## server and web app, both with reload on change
	bash scripts/dev.sh

fix: pwa/node_modules ## mend what machines can mend
	$(CARGO) fmt --all
	$(CARGO) clippy --workspace --all-targets --fix --allow-dirty --allow-staged
	npm --prefix pwa run format

check: pwa/node_modules ## the fast part of the checks
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	npm --prefix pwa run check
	npm --prefix pwa test

generate: pwa/node_modules ## openapi.json, the client's types, schema.sql
	bash scripts/generate.sh

screenshots: web tests/browser/node_modules ## the main screens, light and dark, phone and desktop
	bash scripts/setup.sh browser
	$(CARGO) build -p waymark
	npm --prefix tests/browser run screenshots

prove: ## the long proofs; they come with the proof of sync
	@echo "There are no long proofs yet: 'make test' runs everything there is."

bench: web release tests/browser/node_modules ## measure the figures into docs/figures.json
	bash scripts/setup.sh browser
	npm --prefix tests/browser run bench

fuzz: web ## look for bytes that trip what reads pushes, for SECONDS (60 unless told)
	bash fuzz/run.sh $(SECONDS)

audit: pwa/node_modules ## known holes where the lists can be reached; licences and sources always
	bash scripts/audit.sh

setup:
	bash scripts/setup.sh build

web: setup pwa/node_modules
	npm --prefix pwa run build

release: setup web
	$(CARGO) build --release -p waymark

pwa/node_modules: pwa/package-lock.json
	npm --prefix pwa ci
	@touch $@

tests/browser/node_modules: tests/browser/package-lock.json
	npm --prefix tests/browser ci
	@touch $@
