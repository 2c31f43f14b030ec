#!/usr/bin/env bash
# Fuzzes what reads pushes for so many seconds (60 unless told), from the recorded pushes on. The counters are those of
# cargo-fuzz, by flags the stable compiler knows; there is no address sanitizer, and the crate has no unsafe code.
# Findings are left in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-60}
host=$(rustc -vV | sed -n 's/^host: //p')
mkdir -p corpus artifacts
cp ../tests/fixtures/pushes/*/[0-9]*.json corpus/

# --target: build scripts and macros are built without the counters.
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares" \
  cargo build --quiet --target "$host" --bin decode_push
"target/$host/debug/decode_push" -max_total_time="$seconds" -max_len=16384 -artifact_prefix=artifacts/ \
  -print_final_stats=1 -timeout=10 corpus
