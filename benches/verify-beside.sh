#!/bin/sh
# The family of machines (`tests/verify/family.rs`), three of them day by day, told apart: `greffe verify` beside
# stateright in the same run, one thread each. Distinct states must agree; CPU seconds and peak memory are printed.
# The first run compiles both. Usage: benches/verify-beside.sh
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
command -v /usr/bin/time >/dev/null || { echo "needs GNU time" >&2; exit 2; }
(cd benches/stateright && cargo build --release --quiet --target-dir "$target/stateright")
bench=$(cargo bench --bench verify --no-run --message-format=json 2>/dev/null |
  sed -n 's/.*"executable":"\([^"]*verify-[^"]*\)".*/\1/p' | tail -1)

run() {
  name=$1
  shift
  out=$(/usr/bin/time -f '%U %S %M' -o "$target/beside.time" "$@")
  read -r user system memory <"$target/beside.time"
  states=$(echo "$out" | grep -o '[0-9]* states' | sort -n | tail -1 | cut -d' ' -f1)
  printf '%-12s %12s %8s %8s\n' "$name" "$states" "$(echo "$user + $system" | bc)" "$((memory / 1024))"
}

printf '%-12s %12s %8s %8s\n' 'days, N=3' states 'CPU s' 'peak MiB'
run greffe "$bench" days-once | tee "$target/beside.greffe"
run stateright "$target/stateright/release/family-in-stateright" days 3 | tee "$target/beside.stateright"
one=$(awk '{ print $2 }' "$target/beside.greffe")
other=$(awk '{ print $2 }' "$target/beside.stateright")
[ "$one" = "$other" ] || { echo "distinct states differ: $one and $other" >&2; exit 1; }
