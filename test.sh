#!/usr/bin/env bash
# Builds everything once and runs every test; ends with "N passed, N failed".
# Needs the .NET SDK, Node and bash; what else the tests need is installed when it is missing.
#
#   ./test.sh                     everything
#   ./test.sh EndToEnd            the test projects whose name contains a word
#   ./test.sh Llm -- ARGUMENTS    with arguments for the test runner, such as --filter-class '*Splice*'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=Release
node_folder=test/Headgate.EndToEnd/Node
logs=artifacts/test
words=()
while (($# > 0)) && [[ $1 != -- ]]; do
  words+=("$1")
  shift
done
(($# == 0)) || shift
runner_arguments=("$@")

wanted() {
  ((${#words[@]} == 0)) && return 0
  local word
  for word in "${words[@]}"; do
    [[ $1 == *"$word"* ]] && return 0
  done
  return 1
}

# Installs the packages of a folder unless those of its lock file are there.
install_packages() {
  local lock=$1/package-lock.json stamp=$1/node_modules/.installed-from
  cmp -s "$lock" "$stamp" && return 0
  echo "Installing the packages of $1"
  (cd "$1" && npm ci --ignore-scripts --no-progress --loglevel=error)
  cp "$lock" "$stamp"
}

# The newest SDKs of the vendors need Node 22.
prepare_node() {
  if (($(node --version | sed 's/^v\([0-9]*\).*/\1/') < 22)); then
    install_packages "$node_folder/Runtime"
    local newer
    newer=$(echo "$PWD/$node_folder"/Runtime/node_modules/node-*/bin)
    [[ -x $newer/node ]] || { echo "Node 22 or later is needed, and none is to be had for this machine." >&2; exit 1; }
    PATH=$newer:$PATH
  fi
  install_packages "$node_folder"
  install_packages "$node_folder/Codex"
}

# Runs one project; its counts go to the totals. A runner that breaks off is one failure more.
passed=0
failed=0
run_project() {
  local name=$1 log=$logs/$1.log code=0 good bad total
  local program=test/$name/bin/$configuration/net10.0/$name.dll
  dotnet "$program" --progress off --no-ansi "${runner_arguments[@]}" >"$log" 2>&1 || code=$?
  total=$(count total "$log")
  good=$(count succeeded "$log")
  bad=$((total - good))
  ((code == 0 && total > 0 && bad == 0)) || ((bad > 0)) || bad=1
  passed=$((passed + good))
  failed=$((failed + bad))
  echo "$name: $good passed, $bad failed ($(sed -n 's/^  duration: //p' "$log" | tail -1))"
  ((bad == 0)) || cat "$log"
}

count() {
  local found
  found=$(sed -n "s/^  $1: \([0-9]*\).*/\1/p" "$2" | tail -1)
  echo "${found:-0}"
}

if wanted Headgate.EndToEnd; then
  prepare_node
fi
mkdir -p $logs
if ! dotnet build Headgate.slnx --configuration $configuration --nologo --verbosity quiet; then
  echo "0 passed, 1 failed"
  exit 1
fi
for folder in test/*/; do
  name=$(basename "$folder")
  if wanted "$name"; then
    run_project "$name"
  fi
done

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
