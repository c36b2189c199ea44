#!/bin/sh
# Fills the corpora of the fuzz targets from the shipped files.
#
#   fuzz/seed.sh && cargo +nightly fuzz run procedure -- -max_total_time=60 -dict=fuzz/corpus/words.dict
set -eu
cd "$(dirname "$0")"
for target in procedure scenario condition replay; do mkdir -p "corpus/$target"; done

cp ../procedures/*.yaml ../tests/syntax/procedure.yaml corpus/procedure/
for file in ../scenarios/*.yaml ../scenarios/hypothetical/*.yaml; do
    cp "$file" "corpus/scenario/"
    # What extends another scenario is not replayed by itself.
    grep -q '^extends:' "$file" || cp "$file" "corpus/replay/"
done

# Conditions as they stand in procedures. The first byte asks for a condition, a date or a length.
condition() {
    printf "\\00$2%s" "$3" > "corpus/condition/$1"
}
n=0
sed -nE 's/.*(check|never|always|if|date|due): *"([^"]+)".*/\2/p' ../procedures/*.yaml | sort -u |
    while IFS= read -r text; do
        n=$((n + 1))
        condition "shipped-$n" 0 "$text"
    done
condition own-1 0 'act.flag and not told or act.amount * 2 - count_of >= 150_000'
condition own-2 0 'act.day <= 8 days before since and reply > act.day'
condition own-3 0 'reply >= 10 days from act.on'
condition own-4 0 'state in [start, open] and done(answer) and running(reply)'
condition own-5 0 'every(cases, state not in live) or some(cases, told)'
condition own-6 0 'count(cases, state == closed) == 1 and main.state != open'
condition own-7 0 'act.where in [mainland, overseas] and last(serve).where == mainland'
condition own-8 0 'act.time >= 06:00 and act.by == authority'
condition own-9 1 '3 working days from last(serve).on'
condition own-10 1 '2011-06-16'
condition own-11 2 '24 hours'
condition own-12 3 'act.amount * 2'

# The words of the languages, for libFuzzer to put together.
{
    printf '%s\n' procedure edition until title time_zone counting rule roll holidays law cite status read_in summary \
        roles states initial final groups memory type initially acts by effect details default between optional \
        deadlines counted_from lasts basis while transitions from to starts restarts extends suspends resumes stops \
        requires not_before check otherwise_say when_over sets duties owed_by arises ends due discharged_by every \
        properties never always watches each scenario machines events sources unknowns readings change append replace \
        remove expect act on machine certainty is claim observed not_before not_after inferred unknown civil franc \
        hours eu-1182-71 next-working-day months days 'working days' true false same policy 2011-06-16 2011-06-16T10:00 \
        done last running some count state and or not in before '<=' '>=' '==' '!=' '&a' '*a' '<<' '- ' ': '
} | sed 's/[\\"]/\\&/g; s/.*/"&"/' | sort -u > corpus/words.dict
