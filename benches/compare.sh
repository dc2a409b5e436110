#!/usr/bin/env bash
# Time and memory of diptych beside other ways to compare two texts, on the pairs of benches/pairs, as Markdown.
# Tools that are not installed are left out. Needs GNU time as /usr/bin/time.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=5
limit=120 # seconds; a tool that takes longer is not run again

cargo build --release --quiet
diptych=target/release/diptych
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo bench --quiet --bench figures -- --write "$folder"

# The milliseconds and kilobytes of the fastest run of a command that reads $input; what it prints and its exit code
# are of no interest.
measure() {
    local best="" memory="" from milliseconds
    for _ in $(seq "$runs"); do
        from=${EPOCHREALTIME/[.,]/}
        /usr/bin/time -f %M -o "$folder/memory" timeout "$limit" "$@" <"$input" >/dev/null 2>&1 || true
        milliseconds=$(((${EPOCHREALTIME/[.,]/} - from) / 1000))
        if [[ -z $best ]] || ((milliseconds < best)); then
            best=$milliseconds memory=$(tail -n 1 "$folder/memory")
        fi
        ((milliseconds < limit * 1000)) || break
    done
    echo "$best $memory"
}

# One row: what it is called, what it shows, and the command.
row() {
    local name=$1 shows=$2 milliseconds kilobytes
    shift 2
    if ! command -v "$1" >/dev/null; then
        echo "| \`$name\` | not installed | | |"
        return
    fi
    read -r milliseconds kilobytes < <(measure "$@")
    base=${base:-$milliseconds}
    awk -v name="$name" -v shows="$shows" -v ms="$milliseconds" -v base="$base" -v kb="$kilobytes" -v limit="$limit" '
        BEGIN {
            time = ms >= limit * 1000 ? "over " limit " s" : ms >= 1000 ? sprintf("%.2f s", ms / 1000) : ms " ms"
            printf "| `%s` | %s (%.2g) | %.0f MB | %s |\n", name, time, ms / base, kb / 1024, shows
        }'
}

for pair in article novel; do
    a=$folder/$pair-original.txt b=$folder/$pair-rewrite.txt base="" input=/dev/null
    echo
    echo "The generated $pair, $(wc -c <"$a") and $(wc -c <"$b") bytes, best of $runs runs (in brackets: times diptych --print):"
    echo
    echo "| program | time | memory | what it shows |"
    echo "|---|---|---|---|"
    row "diptych --print" "both whole texts, matched passages side by side, also merged, split, reworded and moved ones" \
        "$diptych" --print "$a" "$b"
    input=$folder/$pair.jsonl
    row "diptych align" "which sentences belong together, with a score, as JSON" \
        "$diptych" align
    input=/dev/null
    row "vim -d" "both texts side by side by equal lines; a changed line as one block; nothing moved" \
        vim -u NONE -es -d "$a" "$b" +diffupdate +qa
    row "icdiff" "lines side by side and what changed in them; nothing moved, merged or split" \
        icdiff "$a" "$b"
    row "wdiff" "one text with words taken out and put in; no pairs of passages, nothing moved" \
        wdiff "$a" "$b"
    row "dwdiff" "as wdiff" \
        dwdiff "$a" "$b"
    row "git diff --word-diff" "words taken out and put in, by hunks of lines; nothing moved" \
        git diff --no-index --word-diff "$a" "$b"
    row "delta" "lines side by side, long ones cut; what changed in lines that are alike; nothing moved" \
        delta --paging never --side-by-side --width 120 "$a" "$b"
    row "difftastic" "lines and their words side by side by place; nothing moved" \
        difft --color always --width 120 "$a" "$b"
done
