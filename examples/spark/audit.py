"""Audits a register on Spark: partitions it by case, pipes each partition through `greffe audit`, adds up the summaries.

spark-submit audit.py PROCEDURE REGISTER --map MAP.yaml [--parts N] [--out FOLDER] [--html FILE] [--check]

The register is CSV or NDJSON, in any order: a file, a folder or whatever else Spark reads lines from. The summary is
written to standard output as JSON. Exit status: 0 nothing illegal, 1 something is (or, with --check, the sum is not what
one run finds), 2 bad input.
"""

import argparse
import csv
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import zlib

from pyspark.sql import SparkSession


def arguments():
    parser = argparse.ArgumentParser(description="Audit a register on Spark.")
    parser.add_argument("procedure", help="a name that greffe knows, or a file")
    parser.add_argument("register", help="CSV or NDJSON, by its name")
    parser.add_argument("--map", required=True, help="what its columns mean")
    parser.add_argument("--parts", type=int, default=8, help="how many partitions [8]")
    parser.add_argument("--against", help="judge under the edition of this day too")
    parser.add_argument("--greffe", default="greffe", help="the program [greffe]")
    parser.add_argument("--out", help="a new folder for the verdict on each act, a file a partition")
    parser.add_argument("--html", help="where to write a page")
    parser.add_argument("--check", action="store_true", help="judge the whole in one run too, and compare")
    return parser.parse_args()


def case_column(path):
    """The column that names the case, as the map has it."""
    with open(path, encoding="utf-8") as text:
        found = re.search(r"^case:\s*([^#\n]+?)\s*(#.*)?$", text.read(), re.MULTILINE)
    if not found:
        raise ValueError(f"{path} does not say which column names the case")
    return found[1].strip("'\"")


def separator(line):
    """A comma, a semicolon or a tab, whichever the first line has most of."""
    return max(",;\t", key=line.count)


def cases_of(lines, column):
    """Pairs of a case and a line, and the first line of CSV."""
    first = lines.first()
    if first.lstrip("\ufeff").startswith("{"):

        def case(line):
            try:
                return str(json.loads(line).get(column))
            except (ValueError, AttributeError):
                return ""  # greffe counts what cannot be read, wherever it stands

        return lines.map(lambda line: (case(line), line)), None
    apart = separator(first)
    place = next(csv.reader([first.lstrip("\ufeff")], delimiter=apart)).index(column)

    def case(line):
        fields = next(csv.reader([line], delimiter=apart), [])
        return fields[place] if place < len(fields) else ""

    return lines.filter(lambda line: line != first).map(lambda line: (case(line), line)), first


def partitions(cases, head, parts):
    """All lines of a case in one partition, together and in their order, each partition with the first line."""
    placed = cases.zipWithIndex().map(lambda item: ((item[0][0], item[1]), item[0][1]))
    sorted_parts = placed.repartitionAndSortWithinPartitions(
        parts, lambda key: zlib.crc32(key[0].encode("utf-8", "surrogatepass"))
    )

    def lines(part):
        if head is not None:
            yield head
        for _, line in part:
            yield line

    return sorted_parts.mapPartitions(lines)


def merge(program, summaries, html):
    """The sum of summaries, as greffe adds them up."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "summaries.ndjson")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(summaries))
        page = ["--html", html] if html else []
        done = subprocess.run([program, "audit", "merge", path, "--format", "json", *page], stdout=subprocess.PIPE)
    if done.returncode > 1:
        sys.exit(2)
    return json.loads(done.stdout), done.returncode


def main():
    args = arguments()
    judge = [args.greffe, "audit", args.procedure]
    law = ["--map", os.path.abspath(args.map)] + (["--against", args.against] if args.against else [])
    spark = SparkSession.builder.appName("greffe").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    cases, head = cases_of(spark.sparkContext.textFile(args.register), case_column(args.map))
    kind = "ndjson" if head is None else "csv"
    piped = [*judge, "-", *law, "--input", kind, "--sorted", "--threads", "1", "--format", "ndjson"]
    # Status 1 says that something is illegal: the work is done all the same.
    command = shlex.join(["sh", "-c", '"$@"; test $? -le 1', "sh", *piped])
    told = partitions(cases, head, args.parts).pipe(command, checkCode=True).cache()
    summaries = told.filter(lambda line: line.startswith('{"summary":')).collect()
    if args.out:
        told.filter(lambda line: not line.startswith('{"summary":')).saveAsTextFile(args.out)
    spark.stop()
    total, status = merge(args.greffe, summaries, args.html)
    print(json.dumps(total, ensure_ascii=False))
    if args.check:
        once = subprocess.run([*judge, args.register, *law, "--format", "json"], stdout=subprocess.PIPE)
        if once.returncode > 1 or json.loads(once.stdout) != total:
            print("the sum of the partitions is not what one run finds", file=sys.stderr)
            sys.exit(1)
        print(f"{len(summaries)} partitions, {total['cases']} cases: as in one run", file=sys.stderr)
        sys.exit(0)
    sys.exit(status)


if __name__ == "__main__":
    main()
