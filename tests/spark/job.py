"""The job of docs/collections.md: a data set of pairs, piped through diptych by Spark."""

import sys
import time

from pyspark.sql import SparkSession


def main(diptych, data, results):
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    lines = spark.sparkContext.textFile(data, minPartitions=4)
    begun = time.monotonic()
    # diptych ends with 2 where a line is damaged, which it says in that line: no reason to lose the others.
    lines.pipe(f"sh -c '{diptych} align --jobs 1 || [ $? = 2 ]'", checkCode=True).saveAsTextFile(results)
    print(f"Spark: {lines.getNumPartitions()} parts, {1000 * (time.monotonic() - begun):.0f} ms")
    spark.stop()


main(*sys.argv[1:])
