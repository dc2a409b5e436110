#!/usr/bin/env bash
# Pipes a generated data set through diptych by Spark, in local mode, and compares the lines with those of a single
# run: they must be the same. Then reads Spark's output back into the table of pairs.
#
# Installs PySpark into target/spark, once. Needs Python 3.10 or later with venv, and Java 17 or later; without Java it
# tries apt.
#
#   [DIPTYCH=target/release/diptych] tests/spark/run.sh [N_PAIRS]
set -euo pipefail
cd "$(dirname "$0")/../.."

n_pairs=${1:-300}
folder=target/spark
diptych=$(realpath -m "${DIPTYCH:-target/debug/diptych}")
mkdir -p "$folder"

if ! java -version > /dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless > /dev/null
fi
if ! "$folder/venv/bin/python" -c 'import pyspark' 2> /dev/null; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pyspark>=4,<5'
fi
[ -n "${DIPTYCH:-}" ] || cargo build --locked --quiet

python=$folder/venv/bin/python
data=$folder/pairs.jsonl
"$python" tests/spark/generate.py "$n_pairs" > "$data"

now() { date +%s%3N; }

begun=$(now)
status=0
"$diptych" align "$data" > "$folder/single.jsonl" || status=$?
single=$(($(now) - begun))
# One line is damaged on purpose.
[ "$status" = 2 ] || { echo "diptych align ended with $status, not 2" >&2; exit 1; }

rm -rf "$folder/results"
SPARK_LOCAL_IP=127.0.0.1 "$python" tests/spark/job.py "$diptych" "$data" "$folder/results"

cat "$folder"/results/part-* > "$folder/spark.jsonl"
# Each part of the data is a run of its own, so only the number of the damaged line differs.
sed -E 's/"error":"line [0-9]+:/"error":"line N:/' "$folder/single.jsonl" > "$folder/single.compared"
sed -E 's/"error":"line [0-9]+:/"error":"line N:/' "$folder/spark.jsonl" > "$folder/spark.compared"
cmp "$folder/single.compared" "$folder/spark.compared"

read_back=$("$diptych" "$data" --results "$folder/results" --print | wc -l)
[ "$read_back" = $((n_pairs + 2)) ] || { echo "$read_back rows were read back" >&2; exit 1; }

echo "$n_pairs pairs and a damaged line: the same $(wc -l < "$folder/spark.jsonl") lines; alone $single ms"
