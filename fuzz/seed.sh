#!/usr/bin/env bash
# Makes the starting corpora from the shipped files. Then: cargo +nightly fuzz run procedure -- -max_total_time=60
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p fuzz/corpus/{procedure,scenario,condition}
cp procedures/*.yaml fuzz/corpus/procedure/
cp scenarios/*.yaml scenarios/hypothetical/*.yaml fuzz/corpus/scenario/
grep -hoE '(check|if|due|counted_from|never|always|date): "[^"]+"' procedures/*.yaml | cut -d'"' -f2 | sort -u |
    while IFS= read -r condition; do
        printf '%s' "$condition" > "fuzz/corpus/condition/$(printf '%s' "$condition" | sha1sum | cut -c1-16)"
    done
