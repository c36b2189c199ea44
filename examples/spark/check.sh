#!/usr/bin/env bash
# Audits synthetic registers on Spark, in local mode, and fails unless the partitions add up to what one run finds. The
# first argument is a Python that has PySpark. Where GREFFE_FINES_LOG names the public log of fines or a part of it
# (XES), that is audited too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=${1:-python3}
cargo build --quiet --all-features --bin greffe --example make_road_fines
programs=${CARGO_TARGET_DIR:-target}/debug
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SPARK_LOCAL_IP=127.0.0.1 SPARK_CONF_DIR="$work" PYSPARK_PYTHON="$python" PYSPARK_DRIVER_PYTHON="$python"
printf 'spark.master local[2]\nspark.ui.enabled false\nspark.ui.showConsoleProgress false\n' >"$work/spark-defaults.conf"
printf 'rootLogger.level = error\nrootLogger.appenderRef.stderr.ref = console\nappender.console.type = Console\nappender.console.name = console\nappender.console.target = SYSTEM_ERR\nappender.console.layout.type = PatternLayout\nappender.console.layout.pattern = %%m%%n\n' >"$work/log4j2.properties"

audit() {
    "$python" examples/spark/audit.py it-road-fine "$@" --map examples/road-fines/map.yaml \
        --greffe "$programs/greffe" --check >"$work/total.json"
}

"$programs/examples/make_road_fines" 20_000 csv 7 >"$work/fines.csv"
audit "$work/fines.csv" --parts 5 --against 2010-08-13 --html "$work/fines.html" --out "$work/verdicts"
grep -q '<title>' "$work/fines.html"
# As many verdicts as the register has acts, in files of Spark's.
[ "$(cat "$work"/verdicts/part-* | wc -l)" = "$(($(wc -l <"$work/fines.csv") - 1))" ]
# The events of the cases mixed, some lines broken, some partitions without a case.
"$programs/examples/make_road_fines" 200 ndjson 8 mixed | sed '20~50s/^./[/' >"$work/fines.ndjson"
audit "$work/fines.ndjson" --parts 60
if [ -n "${GREFFE_FINES_LOG:-}" ]; then
    "$python" - "$GREFFE_FINES_LOG" >"$work/log.ndjson" <<'PYTHON'
import json, sys
import xml.etree.ElementTree as xml

def attributes(element, before=""):
    pairs = ((part.get("key"), part.get("value")) for part in element if part.get("key") and part.get("value") is not None)
    return {before + key: value for key, value in pairs}

for _, trace in xml.iterparse(sys.argv[1]):
    if trace.tag.endswith("}trace") or trace.tag == "trace":
        case = attributes(trace, "case:")
        for event in trace:
            if event.tag.endswith("event"):
                print(json.dumps({**case, **attributes(event)}))
        trace.clear()
PYTHON
    audit "$work/log.ndjson" --parts 3
fi
