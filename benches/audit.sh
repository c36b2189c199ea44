#!/bin/sh
# CPU seconds, wall time and memory of `greffe audit` on a synthetic register of a million events: the whole process, on
# one thread and on two, in every way of writing. With an argument also that many events (100_000_000, say) that are made
# while they are judged, on one thread, to see that memory does not grow.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet --bin greffe --example make_road_fines
target=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
map=examples/road-fines/map.yaml
echo "$(uname -m), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), load $(uptime | sed 's/.*average: //')"

judge() {
    name=$1
    shift
    # Something is illegal in the register: status 1 is as it should be.
    /usr/bin/time -o "$work/time" -f "%U %S %e %M" "$target/greffe" audit it-road-fine "$@" --map $map >/dev/null || [ $? -eq 1 ]
    tail -n 1 "$work/time" | awk -v name="$name" '{
        printf "%-34s %6.2f s CPU (%.2f s of the system), %6.2f s in all, %6.1f MB\n", name, $1 + $2, $2, $3, $4 / 1024
    }'
}

for format in xes xes-terse csv ndjson; do
    file="$work/$format.${format%-terse}"
    "$target/examples/make_road_fines" 1_000_000 $format >"$file"
    ls -l "$file" | awk -v name="$format" '{ printf "%-34s %6.0f MB\n", name ", a million events", $5 / 1e6 }'
    for round in 1 2 3; do
        judge "  one thread" "$file" --sorted --threads 1
    done
    for round in 1 2; do
        judge "  two threads" "$file" --sorted --threads 2
    done
done
gzip -kf "$work/xes.xes"
judge "xes.gz, one thread" "$work/xes.xes.gz" --threads 1
judge "csv, order not told, one thread" "$work/csv.csv" --threads 1
judge "csv, interleaved, one thread" "$work/csv.csv" --interleaved --threads 1
judge "csv, interleaved, two threads" "$work/csv.csv" --interleaved --threads 2
if [ $# -gt 0 ]; then
    "$target/examples/make_road_fines" "$1" csv | judge "csv, $1 events piped" - --input csv --sorted --threads 1
fi
