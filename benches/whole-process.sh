#!/bin/sh
# A whole process, from its start to the printed verdicts: `greffe replay tmg-2011`, many times. To reach: 10 ms.
#
#   cargo build --release && benches/whole-process.sh [RUNS]
#
# With hyperfine where there is one; else a loop that keeps the fastest, the median and the slowest run.
set -eu
runs=${1:-200}
greffe=$(cd "$(dirname "$0")/.." && pwd)/target/release/greffe
greffe=${GREFFE:-$greffe}
scenario=tmg-2011

[ -x "$greffe" ] || { echo "no $greffe: cargo build --release" >&2; exit 2; }
# In an empty folder: the files that come with the program, and no others.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
status=0
"$greffe" replay "$scenario" > /dev/null || status=$?
# 1 says that something in the affair is illegal; 2 that it could not be replayed.
[ "$status" -le 1 ] || { echo "greffe replay $scenario ended with $status" >&2; exit 2; }

if command -v hyperfine > /dev/null; then
    hyperfine --shell=none --ignore-failure --warmup 20 --runs "$runs" "$greffe replay $scenario"
    exit
fi

bash -s -- "$greffe" "$scenario" "$runs" <<'LOOP'
times=()
for ((i = 0; i < $3 + 20; i++)); do
    from=$EPOCHREALTIME
    "$1" replay "$2" > /dev/null || :
    to=$EPOCHREALTIME
    # The first runs warm the cache.
    ((i < 20)) || times+=($((${to/./} - ${from/./})))
done
printf '%s\n' "${times[@]}" | sort -n | awk -v runs="$3" '
    { t[NR] = $1 / 1000 }
    END { printf "%d runs: fastest %.2f ms, median %.2f ms, slowest %.2f ms\n", NR, t[1], t[int((NR + 1) / 2)], t[NR] }'
LOOP
