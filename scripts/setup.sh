#!/usr/bin/env bash
# Sees to what a task needs: `setup.sh build` (cargo, Node, a C compiler), `browser` (Chromium), `postgres`.
# On Debian as root or with sudo it installs with apt; elsewhere it says exactly what is missing.
set -euo pipefail

missing=()      # Debian packages to install
sayings=()      # what to say where nothing can be installed

need_command() { # command, Debian package, how others get it
  command -v "$1" >/dev/null 2>&1 && return
  missing+=("$2")
  sayings+=("$1 ($3)")
}

node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

for what in "$@"; do
  case "$what" in
    build)
      if ! command -v cargo >/dev/null 2>&1; then
        echo "cargo is missing: install Rust 1.95 with rustup." >&2
        exit 1
      fi
      if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1 || ! node_is_new_enough; then
        echo "Node 20.19 or later with npm is missing (found: $(node --version 2>/dev/null || echo none))." >&2
        exit 1
      fi
      need_command cc build-essential "a C compiler, for SQLite and the cryptography"
      ;;
    browser)
      [ -n "${WAYMARK_CHROMIUM:-}" ] || need_command chromium chromium "Chromium, or its path in WAYMARK_CHROMIUM"
      ;;
    postgres)
      ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need_command initdb postgresql "PostgreSQL 14 or later"
      ;;
    *)
      echo "setup.sh knows build, browser and postgres, not $what" >&2
      exit 2
      ;;
  esac
done

[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  printf 'Please install: %s\n' "${sayings[@]}" >&2
  exit 1
fi
