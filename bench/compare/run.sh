#!/usr/bin/env bash
# Compares Headgate with nginx, YARP and Portkey on this machine. How it measures, and what is on: docs/benchmarks.md.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
out="$root/artifacts/compare"
dotnet="${DOTNET:-dotnet}"
arguments=" $* "

install_missing() {
  local missing=()
  for tool in nginx wrk; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  ((${#missing[@]})) || return 0
  local sudo=""
  ((EUID == 0)) || sudo=sudo
  echo "Installing ${missing[*]} from Debian (no service is started)"
  $sudo apt-get update -qq
  # Runlevel 1 keeps the package from starting its service; the benchmark runs nginx by itself, with its own configuration.
  $sudo env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

publish() {
  echo "Publishing $2"
  "$dotnet" publish "$root/$1" -c Release -v quiet -o "$out/$2" "${@:3}"
}

wants() {
  [[ "$arguments" == *" --only "* ]] && { [[ "${arguments#* --only }" == *"$1"* ]]; return; }
  [[ "$1" != portkey || "$arguments" != *" --quick "* ]]
}

install_missing
for part in Upstream YarpProxy Load Harness; do
  publish "bench/compare/$part" "$part"
done
if wants headgate || wants budgeted; then
  publish src/Headgate.Server Headgate --use-current-runtime --self-contained false \
    -p:NuGetLockFilePath=obj/publish.lock.json # as it is shipped, compiled ahead for one platform; the committed lock files are for all
fi
if wants portkey; then
  echo "Installing Portkey from npm"
  npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$here/portkey"
fi

BENCH_COMMIT="$(git -C "$root" describe --always --dirty --exclude '*' 2>/dev/null || echo unknown)"
export BENCH_COMMIT

harness=("$dotnet" "$out/Harness/Harness.dll" "$root" "$@")
if [[ "$arguments" == *" --quick "* || "$arguments" == *" --smoke "* || "$arguments" == *" --wait "* ]]; then
  exec "${harness[@]}"
fi

nohup "${harness[@]}" >"$out/run.log" 2>&1 &
sleep 2
if ! kill -0 "$!" 2>/dev/null; then
  cat "$out/run.log" >&2
  exit 2
fi
echo "Measuring in the background, about 50 minutes (process $!). Leave the machine alone meanwhile."
echo "Progress: tail -f $out/run.log     Results: bench/results/"
