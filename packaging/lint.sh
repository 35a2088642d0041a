#!/bin/sh
# What needs no test to be seen: types, rules and format. Two at a time, and neither is started over for the other's fault.
set -u
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH

said=$(mktemp)
trap 'rm -f "$said"' EXIT
{ eslint . --max-warnings 0 >"$said" 2>&1; } &
rules=$!
failed=0
tsc -p tsconfig.json --noEmit || failed=1
tsc -p tsconfig.ui.json || failed=1
prettier --check --log-level warn . || failed=1
wait "$rules" || failed=1
cat "$said"
exit "$failed"
