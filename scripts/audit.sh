#!/usr/bin/env bash
# Licences and sources are always checked; known holes where the lists can be reached.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=0
node scripts/licences.mjs || failed=1

if command -v cargo-deny >/dev/null 2>&1; then
  cargo deny check advisories || echo "cargo-deny's advisories could not be checked or found something; see above."
else
  echo "cargo-deny is not installed: Rust advisories were not checked."
fi
for place in pwa tests/browser; do
  npm --prefix "$place" audit --omit=dev || echo "npm audit in $place could not be reached or found something; see above."
done
exit "$failed"
