#!/usr/bin/env bash
# The demo's server and the web app, both with reload: the server is built and started again when a Rust file changes.
set -euo pipefail
cd "$(dirname "$0")/.."

npm --prefix pwa run dev &
web=$!
server=
trap 'kill "$web" ${server:+"$server"} 2>/dev/null' EXIT

changed() { find server migrations -name '*.rs' -o -name '*.sql' -o -name '*.json' | xargs stat -c '%Y %n' | sha256sum; }

seen=
while kill -0 "$web" 2>/dev/null; do
  now=$(changed)
  if [ "$now" != "$seen" ]; then
    seen=$now
    if cargo build --workspace --bin waymark; then
      [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
      target/debug/waymark demo --data ./data --listen 127.0.0.1:8080 &
      server=$!
    fi
  fi
  sleep 1
done
