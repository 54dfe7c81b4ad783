#!/bin/sh
# Compares two builds of the product, each a folder with CustomerTiering.Api.dll: decisions on paper, the demo's log, and answers over HTTP.
# Exit code 0 if nothing differs, 1 if anything does, 2 if it could not be compared.
set -eu
if [ $# -ne 2 ]; then
  echo "usage: tests/compare-builds.sh BEFORE_BIN AFTER_BIN" >&2
  exit 2
fi
exec python3 "$(dirname "$0")/compare-builds.py" "$1" "$2"
