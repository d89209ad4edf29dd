#!/bin/sh
# Writes the console's types from the API's own description; with --check says whether they are what it gives.
cd "$(dirname "$0")" || exit 1
types=src/console/api/schema.d.ts
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
../.venv/bin/dastak openapi >"$made/openapi.json" || exit 1
node_modules/.bin/openapi-typescript "$made/openapi.json" --default-non-nullable false -o "$made/schema.d.ts" >"$made/log" || { cat "$made/log"; exit 1; }
if [ "$1" != --check ]; then
    cp "$made/schema.d.ts" "$types"
elif ! diff -q "$made/schema.d.ts" "$types" >/dev/null; then
    echo "$types is not what the API describes now: make api-types" >&2
    exit 1
fi
