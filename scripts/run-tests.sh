#!/bin/sh
# Both languages' tests, side by side: pytest with the arguments given here, vitest with those in VITEST_ARGS.
# Each runs to its end and is heard, whatever the other found; fails if either did.
set -eu
said=$(mktemp)
# shellcheck disable=SC2086
(cd browser && exec npm test --silent -- ${VITEST_ARGS:-}) >"$said" 2>&1 &
browser=$!
trap 'kill "$browser" 2>/dev/null || true; rm -f "$said"' EXIT
trap 'exit 130' INT TERM
python_failed=0
.venv/bin/pytest "$@" || python_failed=$?
browser_failed=0
wait "$browser" || browser_failed=$?
trap 'rm -f "$said"' EXIT
cat "$said"
[ "$python_failed" = 0 ] && [ "$browser_failed" = 0 ]
