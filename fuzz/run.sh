#!/bin/sh
# Fuzzes each target for some minutes (10 if not said): fuzz/run.sh [MINUTES] [TARGET …]
# Needs `cargo install cargo-fuzz`; a stable toolchain will do. A crash, more than 5 s for one input or more than 1 GB
# of memory ends it, and leaves the input in fuzz/artifacts.
set -eu
cd "$(dirname "$0")/.."

minutes=${1:-10}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- open segment align session

# cargo-fuzz asks for flags that stable compilers take only so.
export RUSTC_BOOTSTRAP=1
for target; do
    mkdir -p "fuzz/corpus/$target"
    if [ "$target" = open ]; then
        # A byte for the format (0: let it be told by the content), then a real file.
        for file in tests/fixtures/article* tests/fixtures/page*; do
            { printf '\0'; cat "$file"; } >"fuzz/corpus/open/$(basename "$file")"
        done
    elif [ "$target" = segment ]; then
        for file in tests/cases/*/original.txt; do
            cp "$file" "fuzz/corpus/segment/$(basename "$(dirname "$file")")"
        done
    fi
    cargo fuzz run "$target" -- -timeout=5 -rss_limit_mb=1024 -max_total_time=$((minutes * 60)) -max_len=65536
done
