#!/bin/sh
# Mutation testing, the whole process: every mutant of the CNIL's procedure of 2011 against every scenario that comes
# with the program. To reach: 5 s on two cores.
#
#   cargo build --release && benches/mutate.sh [RUNS]
#
# Prints the fastest, the median and the slowest run on all cores, then on one.
set -eu
runs=${1:-10}
greffe=$(cd "$(dirname "$0")/.." && pwd)/target/release/greffe
greffe=${GREFFE:-$greffe}
procedure=cnil-enforcement@2011-03-31

[ -x "$greffe" ] || { echo "no $greffe: cargo build --release" >&2; exit 2; }
# In an empty folder: the files that come with the program, and no others.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
status=0
"$greffe" mutate "$procedure" > last || status=$?
# 1 says that something survives; 2 that it could not be run.
[ "$status" -le 1 ] || { echo "greffe mutate $procedure ended with $status" >&2; exit 2; }
tail -n 1 last

bash -s -- "$greffe" "$procedure" "$runs" <<'LOOP'
measure() {
    times=()
    for ((i = 0; i < runs; i++)); do
        from=$EPOCHREALTIME
        "$@" > /dev/null || :
        to=$EPOCHREALTIME
        times+=($((${to/./} - ${from/./})))
    done
    printf '%s\n' "${times[@]}" | sort -n | awk '
        { t[NR] = $1 / 1000 }
        END { printf "%d runs: fastest %.0f ms, median %.0f ms, slowest %.0f ms\n", NR, t[1], t[int((NR + 1) / 2)], t[NR] }'
}
runs=$3
printf 'all cores, '
measure "$1" mutate "$2"
printf 'one core,  '
measure taskset -c 0 "$1" mutate "$2"
LOOP
