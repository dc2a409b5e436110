#!/bin/sh
# Fuzzes each target for some minutes (10 if not said), one after the other: fuzz/run.sh [MINUTES] [TARGET …]
#
# Needs `cargo install cargo-fuzz`; a stable toolchain will do. More than 5 s for one input, more than 1 GB of memory
# or a crash ends it and leaves the input in fuzz/artifacts: `cargo fuzz run TARGET FILE` shows it again. What was
# found is fixed and kept as a test. Everything else that is written is below fuzz/, too, and not under version control.
set -eu
cd "$(dirname "$0")/.."

minutes=${1:-10}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- open rows segment align session

# The same versions of all libraries as in the program itself; cargo adds what only fuzzing needs.
cp Cargo.lock fuzz/Cargo.lock
# cargo-fuzz asks for flags that stable compilers take only so.
export RUSTC_BOOTSTRAP=1

for target; do
    corpus=fuzz/corpus/$target
    mkdir -p "$corpus"
    case $target in
    open)
        # A byte for the format (0: let it be told by the content), then a real file.
        for file in tests/fixtures/article* tests/fixtures/page*; do
            { printf '\0'; cat "$file"; } >"$corpus/$(basename "$file")"
        done
        ;;
    rows)
        # A byte for the kind of file (the order of ENDINGS in rows.rs), then a file of that kind; Parquet files are
        # those of the tests, once they have run.
        printf '\0{"id": 1, "original": "Owls.", "rewrite": ["Owls."]}\n' >"$corpus/lines"
        printf '\1[{"source": "Owls.", "target": "Owls."}, {"id": 2}]' >"$corpus/list"
        printf '\2id,document,summary\n1,"Owls,\nsleep.",Owls.\n' >"$corpus/cells"
        for file in target/tmp/collections/parquet/*.parquet; do
            [ -f "$file" ] && { printf '\4'; cat "$file"; } >"$corpus/$(basename "$file")"
        done
        ;;
    segment)
        for folder in tests/cases/*; do
            cp "$folder/original.txt" "$corpus/$(basename "$folder")"
        done
        ;;
    *)
        # Where one text ends and the other begins is read from the last bytes, so any text will do.
        for folder in tests/cases/*; do
            cat "$folder/original.txt" "$folder/rewrite.txt" >"$corpus/$(basename "$folder")"
        done
        ;;
    esac
    nice cargo fuzz run "$target" -- -timeout=5 -rss_limit_mb=1024 -max_total_time=$((minutes * 60)) -max_len=65536
done
