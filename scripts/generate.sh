#!/usr/bin/env bash
# Writes what is generated: docs/openapi.json, pwa/src/api/schema.d.ts, migrations/schema.sql, .env.example and the
# table in docs/operations.md. With --check it writes nothing and fails where something is stale.
set -euo pipefail
cd "$(dirname "$0")/.."

generated=(docs/openapi.json docs/operations.md pwa/src/api/schema.d.ts migrations/schema.sql .env.example)

if [ "${1:-}" = "--check" ]; then
  kept=$(mktemp -d)
  trap 'rm -rf "$kept"' EXIT
  for file in "${generated[@]}"; do cp "$file" "$kept/$(basename "$file")"; done
fi

# What every other check builds, so that nothing is compiled twice with other features.
cargo build --quiet --workspace --all-targets
"${CARGO_TARGET_DIR:-target}/debug/generate"
npm --prefix pwa run --silent generate >/dev/null

if [ "${1:-}" = "--check" ]; then
  stale=0
  for file in "${generated[@]}"; do
    if ! cmp -s "$file" "$kept/$(basename "$file")"; then
      echo "stale: $file (run make generate and commit it)"
      cp "$kept/$(basename "$file")" "$file"
      stale=1
    fi
  done
  exit "$stale"
fi
