#!/usr/bin/env bash
# Every check: format, lints, types, generated files, licences, unit tests, whole-system tests on SQLite and on
# PostgreSQL, browser tests on the real binary. Goes on after a failure and ends with `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh build browser postgres || exit 1

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
passed=0
failed=0
cold=$([ -d target/debug ] && echo false || echo true)
began=$SECONDS

# Adds what a suite says of itself; a suite that says nothing counts as one.
count() { # status, output
  local p f
  p=$(sed 's/\x1b\[[0-9;]*m//g' "$2" | awk '
    /Summary \[/ && match($0, /[0-9]+ passed/) { n += substr($0, RSTART, RLENGTH) }
    /^test result:/ && match($0, /[0-9]+ passed/) { n += substr($0, RSTART, RLENGTH) }
    /^ +Tests / && match($0, /[0-9]+ passed/) { n += substr($0, RSTART, RLENGTH) }
    /^ +[0-9]+ passed \(/ { n += $1 }
    /^[0-9]+ passed, [0-9]+ failed$/ { n += $1 }
    END { print n + 0 }')
  f=$(sed 's/\x1b\[[0-9;]*m//g' "$2" | awk '
    /Summary \[/ && match($0, /[0-9]+ failed/) { n += substr($0, RSTART, RLENGTH) }
    /^test result:/ && match($0, /[0-9]+ failed/) { n += substr($0, RSTART, RLENGTH) }
    /^ +Tests / && match($0, /[0-9]+ failed/) { n += substr($0, RSTART, RLENGTH) }
    /^ +[0-9]+ failed$/ { n += $1 }
    /^[0-9]+ passed, [0-9]+ failed$/ { n += $3 }
    END { print n + 0 }')
  if [ "$1" -eq 0 ]; then
    passed=$((passed + (p > 0 ? p : 1)))
  else
    passed=$((passed + p))
    failed=$((failed + (f > 0 ? f : 1)))
  fi
}

part() { # name, command…
  local name=$1 start=$SECONDS status
  shift
  echo "── $name"
  "$@" >"$log/out" 2>&1
  status=$?
  count "$status" "$log/out"
  if [ "$status" -eq 0 ]; then
    sed 's/\x1b\[[0-9;]*m//g' "$log/out" | grep -E 'Summary \[|^test result|^ +Tests |[0-9]+ passed \(|^[0-9]+ passed,|caught by|gzip|KB|packages,' | tail -n 6 | sed 's/^/   /'
  else
    tail -n 150 "$log/out"
    echo "   FAILED: $name"
  fi
  echo "   $((SECONDS - start)) s"
}

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast --no-tests=pass
  else
    cargo test --workspace --no-fail-fast
  fi
}
on_postgres() { # command…
  bash scripts/with-postgres.sh env WAYMARK_TEST_DATABASE=postgres bash -c "$1"
}
browser_tests() {
  local administrator=${WAYMARK_TEST_POSTGRES:?}
  psql -q "$administrator" -c 'CREATE DATABASE waymark_browser' &&
    WAYMARK_TEST_POSTGRES_URL="${administrator%/postgres}/waymark_browser" npm --prefix tests/browser test
}
export -f rust_tests browser_tests

part "packages of the web app" npm --prefix pwa ci
part "packages of the browser tests" npm --prefix tests/browser ci
part "web app: build and budget" npm --prefix pwa run build
part "web app: types, lints, format" npm --prefix pwa run check
part "web app: unit tests" npm --prefix pwa test
part "browser tests: types" npm --prefix tests/browser run check
part "licences and sources" node scripts/licences.mjs
part "Rust: format" cargo fmt --all --check
part "Rust: lints" cargo clippy --workspace --all-targets --quiet -- -D warnings
part "Rust: build" cargo build --workspace --all-targets --quiet
part "generated files" bash scripts/generate.sh --check
part "Rust: units and whole system, on SQLite" rust_tests
part "Rust: units and whole system, on PostgreSQL" on_postgres rust_tests
part "simulation of sync: 200 seeds" npm --prefix pwa run -s sim -- --seeds 200
part "simulation of sync: every planted mistake is caught" npm --prefix pwa run -s sim -- --plants
part "browser" on_postgres browser_tests

minutes=$(((SECONDS - began) / 6))
name=$([ "$cold" = true ] && echo test.cold_min || echo test.warm_min)
mkdir -p target
node -e '
  const fs = require("fs"), file = "target/test-minutes.json";
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {};
  known[process.argv[1]] = { value: Number(process.argv[2]) / 10, unit: "min", n: 1 };
  fs.writeFileSync(file, JSON.stringify(known));
' "$name" "$minutes"
echo "$name: $((minutes / 10)).$((minutes % 10))"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
