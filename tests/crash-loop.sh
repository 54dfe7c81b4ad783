#!/bin/sh
# Kills the application, a backend or the whole server at random under 16 writers, and checks the log and its read models, N times (300).
set -eu
cd "$(dirname "$0")/.."
exec dotnet run --configuration Release --project tests/CustomerTiering.EventLog.Tests -- crash-loop "${1:-300}"
