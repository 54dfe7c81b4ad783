#!/bin/sh
# Kills under load at random, and checks, N times: by default the log's application, a backend or the whole server under 16 writers (300 times),
# with "product" the server of the product, a backend or the whole PostgreSQL under writers of facts, merges and assessments (40 times).
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = product ]; then
  exec dotnet run --configuration Release --project tests/CustomerTiering.Api.Tests -- crash-loop "${2:-40}" ${3:+"$3"}
fi
exec dotnet run --configuration Release --project tests/CustomerTiering.EventLog.Tests -- crash-loop "${1:-300}"
