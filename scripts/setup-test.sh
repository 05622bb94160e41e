#!/bin/sh
# Brings what the tests need beyond Python and node: a browser and a database server. Says how, where it may not.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
if ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  missing="$missing postgresql"
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing$missing …"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "The tests need:$missing. Install with: sudo apt-get install$missing" >&2
  exit 1
fi
