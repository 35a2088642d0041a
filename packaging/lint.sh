#!/bin/sh
# What needs no test to be seen: types, rules and format. None of them keeps the others from being said.
set -u
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
# Both major versions bring a program of this name.
tsc() { node node_modules/typescript-7/bin/tsc "$@"; }

failed=0
tsc -p tsconfig.json || failed=1
tsc -p src/ui || failed=1
oxlint --type-aware --deny-warnings || failed=1
oxfmt --check >/dev/null || { oxfmt --list-different; failed=1; }
exit "$failed"
