#!/usr/bin/env bash
# The long proofs, on the release binary. Each keeps its result in target/prove/*.json and goes on from there when it
# is started again; `rm -r target/prove` begins anew. Ends with a table. `make bench` copies the results.
#   WAYMARK_PROVE_KILLS   kills of each victim (500)
#   WAYMARK_PROVE_SEEDS   simulated seeds (10000)
#   WAYMARK_LOAD_SECONDS  how long the writers write (60)
set -uo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh build postgres || exit 1

kept=$PWD/target/prove
mkdir -p "$kept"
export WAYMARK_LOAD_SECONDS=${WAYMARK_LOAD_SECONDS:-60}
failed=0

prove() { # words, command…
  echo "── $1"
  shift
  "$@" || { failed=1; echo "   FAILED"; }
}
writers() { # sqlite or postgres
  local result=$kept/writers-$1.json on=()
  [ -s "$result" ] && { echo "   kept: $(cat "$result")"; return; }
  [ "$1" = sqlite ] || on=(bash scripts/with-postgres.sh)
  WAYMARK_LOAD_FILE=$result "${on[@]}" cargo test -q -p waymark-tests --test writers -- --nocapture ||
    { rm -f "$result"; return 1; }
}
# Seeds count for the code they ran on: another state of it begins anew.
seeds() {
  local of
  of=$(git rev-parse HEAD:pwa/src HEAD:pwa/sim HEAD:server/src HEAD:migrations/src HEAD:tests/src | sha256sum | cut -c1-12)
  WAYMARK_SIM_SERVER=$kept/sim_server npm --prefix pwa run -s sim -- \
    --prove "${WAYMARK_PROVE_SEEDS:-10000}" --record "$kept/sim.json" --commit "$of"
}

[ -d pwa/node_modules ] || npm --prefix pwa ci
cargo build --release -p waymark || exit 1
cargo build -p waymark-tests --bins --tests --quiet || exit 1
cargo build --release -p waymark-tests --bin sim_server || exit 1
cp target/release/sim_server "$kept/sim_server"
cp target/release/waymark "$kept/waymark"
export WAYMARK_BINARY=$kept/waymark

prove "kill -9, hundreds of times" target/debug/prove-crash "$kept/crash.json"
prove "64 writers and readers that never stop, on SQLite" writers sqlite
prove "64 writers and readers that never stop, on PostgreSQL" writers postgres
prove "the simulation of sync" seeds

node scripts/prove-table.mjs "$kept"
exit "$failed"
