# `make demo` and `make test` do all their own set-up. The rest is what a developer types.

CARGO ?= cargo
DATA ?= ./data
LISTEN ?= 127.0.0.1:8080
SECONDS ?= 60

.PHONY: demo test dev fix check generate screenshots sim prove bench fuzz audit setup web release

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
	$(CARGO) build --workspace --bin waymark
	npm --prefix tests/browser run screenshots

sim: pwa/node_modules ## the simulation of sync; SEED=17 replays one run, with ALOUD=1 a line for each event
	$(CARGO) build -q -p waymark-tests --bin sim_server
	npm --prefix pwa run -s sim -- $(if $(SEED),--seed $(SEED) $(if $(PLANT),--plant $(PLANT)) $(if $(ALOUD),--aloud),--seeds 200)

prove: ## the long proofs: seeds, kills and load by the hour; goes on where it was broken off
	bash scripts/prove.sh

bench: web release tests/browser/node_modules ## measure the figures into docs/figures.json; PARTS="sync web" for some
	bash scripts/setup.sh browser postgres
	$(CARGO) build --release -p waymark-tests --bin bench_sync --bin bench_push --bin bench_report
	npm --prefix tests/browser run bench -- $(PARTS)

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
