#!/bin/sh
# CPU seconds and memory of `greffe audit` on a synthetic register of a million events, one thread, the whole process;
# then two threads; then as many events as the first argument says (10 million unless it says), piped, in constant
# memory.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet --bin greffe --example make_road_fines
target=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
map=examples/road-fines/map.yaml

judge() {
    name=$1
    shift
    # Something is illegal in the register: status 1 is as it should be.
    /usr/bin/time -o "$work/time" -f "%U %S %M" "$target/greffe" audit it-road-fine "$@" --map $map >/dev/null || [ $? -eq 1 ]
    tail -n 1 "$work/time" | awk -v name="$name" '{ printf "%-28s %5.2f s user, %5.2f s system, %6.1f MB\n", name, $1, $2, $3 / 1024 }'
}

for format in xes csv ndjson; do
    "$target/examples/make_road_fines" 1_000_000 $format >"$work/fines.$format"
    ls -l "$work/fines.$format" | awk '{ printf "%-28s %5.0f MB\n", "a million events", $5 / 1e6 }'
    for round in 1 2 3; do
        judge "$format, one thread" "$work/fines.$format" --sorted --threads 1
    done
    judge "$format, two threads" "$work/fines.$format" --sorted --threads 2
done
gzip -kf "$work/fines.xes"
judge "xes.gz, one thread" "$work/fines.xes.gz" --threads 1
judge "csv, order not told" "$work/fines.csv" --threads 1
judge "csv, interleaved" "$work/fines.csv" --interleaved
"$target/examples/make_road_fines" "${1:-10_000_000}" csv | judge "csv, ${1:-10_000_000} piped" - --input csv --sorted --threads 1
