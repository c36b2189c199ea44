#!/bin/sh
# Ten million cases of the graduated response: wall time, processor time and memory. Needs GNU time.
#     cargo build --release && benches/simulate.sh target/release/greffe
set -eu
greffe=${1:-target/release/greffe}
folder=$(dirname "$0")
for threads in 1 2; do
    echo "$threads thread(s):"
    /usr/bin/time -f "%e s wall, %U s user, %M KiB at most" "$greffe" simulate "$folder/simulate.yaml" --threads $threads --format csv > /dev/null
done
