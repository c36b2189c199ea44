#!/usr/bin/env bash
# Makes the starting corpora from the shipped files, and a dictionary of the languages' words. Then:
#
#   cargo +nightly fuzz run procedure -- -max_total_time=60 -dict=fuzz/corpus/words.dict
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p fuzz/corpus/{procedure,scenario,condition,replay}
cp procedures/*.yaml fuzz/corpus/procedure/
for file in scenarios/*.yaml scenarios/hypothetical/*.yaml; do
    cp "$file" fuzz/corpus/scenario/
    # One that extends another has nothing to replay by itself.
    grep -q '^extends:' "$file" || cp "$file" fuzz/corpus/replay/
done
{
    grep -hoE '(check|if|due|counted_from|never|always|date): "[^"]+"' procedures/*.yaml | cut -d'"' -f2
    # The names that the target knows.
    printf '%s\n' \
        'act.flag and not told or act.amount * 2 - count_of >= 150_000' \
        'act.day <= 8 days before since and reply > act.day' \
        'reply >= 10 days from act.on' \
        'state in [start, open] and done(answer) and running(reply)' \
        'every(cases, state not in live) or some(cases, told)' \
        'count(cases, state == closed) == 1 and main.state != open' \
        'act.where in [mainland, overseas] and last(serve).where == mainland' \
        'act.time >= 06:00 and act.by == authority' \
        '3 working days from last(serve).on' '2011-06-16' '24 hours' 'act.amount * 2'
} | sort -u | while IFS= read -r condition; do
    printf '%s' "$condition" > "fuzz/corpus/condition/$(printf '%s' "$condition" | sha1sum | cut -c1-16)"
done
# Keys stand before a colon; the rest is words of conditions and values.
{
    grep -hoE '^[ {-]*[a-z_]+:' procedures/*.yaml scenarios/*.yaml | tr -d ' {-'
    printf '%s\n' civil franc hours eu-1182-71 next-working-day months 'working days' true false same policy unknown \
        2011-06-16 2011-06-16T10:00 done last running some every count state and or not in from before act.on \
        '<=' '>=' '==' '!=' '&a ' '*a' '<<: ' '- '
} | sort -u | sed 's/.*/"&"/' > fuzz/corpus/words.dict
