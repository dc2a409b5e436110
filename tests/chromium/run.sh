#!/usr/bin/env bash
# Opens the page of `diptych check --format html` in a headless Chromium and presses its keys.
# Installs what it lacks: Chromium by apt (or set CHROMIUM to one), and playwright-core by npm into target/chromium.
# SCREENSHOTS=DIR keeps pictures of what it saw.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
work="${CARGO_TARGET_DIR:-$root/target}/chromium"
mkdir -p "$work"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
    chromium=$(command -v chromium)
fi
cp package.json check.mjs "$work/"
if [ ! -d "$work/node_modules/playwright-core" ]; then
    npm install --prefix "$work" --silent --no-audit --no-fund --no-package-lock
fi

(cd "$root" && cargo build --locked --quiet)
diptych="${CARGO_TARGET_DIR:-$root/target}/debug/diptych"
"$diptych" check --format html > "$work/sample.html"
cat > "$work/hostile-original.txt" <<'TEXT'
A <img src=x onerror="alert(1)"> of 42 </script><script>alert(2)</script> mills & "saws" stands here.
TEXT
sed 's/42/24/' "$work/hostile-original.txt" > "$work/hostile-rewrite.txt"
"$diptych" check "$work/hostile-original.txt" "$work/hostile-rewrite.txt" --format html > "$work/hostile.html"

CHROMIUM="$chromium" node "$work/check.mjs" "$work"
