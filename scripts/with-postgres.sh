#!/usr/bin/env bash
# Runs a command beside a PostgreSQL cluster of its own: in a temporary folder, on a free port, gone afterwards.
# The command finds an administrator's URL in WAYMARK_TEST_POSTGRES.
set -euo pipefail

tools=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$tools" ] || tools=$(dirname "$(command -v initdb)")

folder=$(mktemp -d "${TMPDIR:-/tmp}/waymark-postgres-XXXXXX")
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
  somebody=postgres
  id "$somebody" >/dev/null 2>&1 || somebody=nobody
  chown "$somebody" "$folder"
  as=(setpriv --reuid "$somebody" --regid "$(id -g "$somebody")" --clear-groups env HOME="$folder")
fi

stop() {
  "${as[@]}" "$tools/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
cd "$folder"
"${as[@]}" "$tools/initdb" -D "$folder/data" -U waymark -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; exit 1; }
# Nothing here has to survive a power cut, unless what durability costs is to be measured.
hasty="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ "${WAYMARK_POSTGRES_DURABLE:-0}" = 1 ] && hasty=""
"${as[@]}" "$tools/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o \
  "-p $port -k $folder -c listen_addresses=127.0.0.1 $hasty -c max_connections=400" \
  >/dev/null || { cat "$folder/log" >&2; exit 1; }
cd "$OLDPWD"

export WAYMARK_TEST_POSTGRES="postgres://waymark@127.0.0.1:$port/postgres"
"$@"
