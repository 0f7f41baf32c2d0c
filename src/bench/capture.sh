#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Network Policy Advisor authors
# SPDX-License-Identifier: Apache-2.0
#
# What a capture costs (bin/bench capture, as root): two network namespaces are joined by a cable,
# and a client in one connects to a server in the other, with and without a capture of both ends.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
rounds=${1:-8}
work=$(mktemp -d)
client=netpol-bench-c server=netpol-bench-s
address=10.98.0.2 port=7000 ports=64
monitor= serving=

finish() {
  [ -z "$monitor" ] || kill "$monitor" 2>/dev/null || true
  [ -z "$serving" ] || kill "$serving" 2>/dev/null || true
  ip netns delete "$client" 2>/dev/null || true
  ip netns delete "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

namespaces() {
  ip netns add "$client"
  ip netns add "$server"
  ip link add eth0 netns "$client" type veth peer name eth0 netns "$server"
  ip -n "$client" address add 10.98.0.1/24 dev eth0
  ip -n "$server" address add "$address/24" dev eth0
  for namespace in "$client" "$server"; do
    ip -n "$namespace" link set eth0 up
    ip -n "$namespace" link set lo up
    ip netns exec "$namespace" sysctl -q -w net.core.somaxconn=8192 net.ipv4.tcp_max_syn_backlog=8192 \
      net.ipv4.ip_local_port_range='1024 65000'
  done
  ip netns exec "$server" "$work/load" serve "$port" "$ports" >"$work/serving" &
  serving=$!
  until [ -s "$work/serving" ]; do sleep 0.1; done
}

# connects COUNT THREADS [RATE]: connections, seconds, p50 and p99 in nanoseconds
connects() {
  local count=$1
  shift
  ip netns exec "$client" "$work/load" connect "$address" "$port" "$ports" "$count" "$@"
}

# start MODE: begins a capture, and says how long it took to write its first line
start() {
  local from=$EPOCHREALTIME
  rm -f "$work/log"
  "$root/bin/capture" monitor --host --cidr 10.98.0.0/24 --mode "$1" --output "$work/log" 2>"$work/said" &
  monitor=$!
  until [ -s "$work/log" ]; do
    kill -0 "$monitor" || { cat "$work/said" >&2; exit 1; }
    sleep 0.01
  done
  awk -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", to - from }'
}

stop() {
  kill -TERM "$monitor"
  wait "$monitor" || true
  monitor=
}

# Connections of that side in the log, repeats counted.
logged() {
  awk -v side="\"type\":\"$1\"" 'index($0, side) {
    sum += match($0, /"count":[0-9]+/) ? substr($0, RSTART + 8, RLENGTH - 8) : 1
  } END { print sum + 0 }' "$work/log"
}

lost() { sed -n 's/^{"type":"end".*"lost":{\([^}]*\)}.*/\1/p' "$work/log"; }

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

lowest() { sort -g | head -1; }

# One connect at a time; without a capture and with, in turns, and of each the least disturbed turn, because
# the machine has other things to do as well.
latency() {
  local mode round
  for ((round = 0; round < rounds; round++)); do
    for mode in none events aggregate; do
      [ "$mode" = none ] || start "$mode" >>"$work/started"
      connects 1000 1 >/dev/null
      connects 10000 1 >>"$work/latency-$mode"
      [ "$mode" = none ] || stop
    done
  done
  for mode in none events aggregate; do
    printf '%s %s %s\n' "$mode" "$(awk '{ print $3 / 1000 }' "$work/latency-$mode" | lowest)" \
      "$(awk '{ print $4 / 1000 }' "$work/latency-$mode" | lowest)"
  done | awk 'NR == 1 { p50 = $2; p99 = $3 }
    { printf "latency, capture %-10s p50 %5.1f us (%+5.1f, x%.2f)  p99 %6.1f us (%+6.1f, x%.2f)\n",
        $1 ":", $2, $2 - p50, $2 / p50, $3, $3 - p99, $3 / p99 }'
  printf 'start-up: %s s until the first line (median of %d)\n' "$(median <"$work/started")" "$(wc -l <"$work/started")"
}

# rate MODE COUNT THREADS [RATE]
rate() {
  local mode=$1 took
  shift
  [ "$mode" = none ] || start "$mode" >/dev/null
  took=$(connects "$@")
  [ "$mode" = none ] && set -- "" || stop
  awk -v mode="$mode" '{ printf "rate, capture %-10s %6.0f connects/s", mode ":", $1 / $2 }' <<<"$took"
  [ "$mode" = none ] && echo ||
    printf '; of %s connections %s and %s accepts are logged, lost: %s\n' "${took%% *}" "$(logged connect)" \
      "$(logged accept)" "$(lost)"
}

# CPU and memory of the capture at a steady rate
usage_of() {
  local mode=$1 per_second=$2 seconds=20 ticks before after java
  start "$mode" >/dev/null
  connects "$per_second" 2 "$per_second" >/dev/null # one second, to be warm
  ticks=$(getconf CLK_TCK)
  before=$(awk '{ print $14 + $15 }' "/proc/$monitor/stat")
  connects $((per_second * seconds)) 2 "$per_second" >/dev/null
  after=$(awk '{ print $14 + $15 }' "/proc/$monitor/stat")
  awk -v mode="$mode" -v rate="$per_second" -v cpu=$((after - before)) -v ticks="$ticks" -v seconds="$seconds" '
    /^VmRSS/ { printf "cost, capture %-10s %d connects/s: %.1f %% of a processor, %.0f MB resident\n",
      mode ":", rate, cpu * 100 / ticks / seconds, $2 / 1024 }' "/proc/$monitor/status"
  stop
}

[ "$(id -u)" = 0 ] || { echo "bin/bench capture: error: root is needed" >&2; exit 2; }
"$root/bin/capture" --version >/dev/null # builds
clang -O2 -Wall -Werror -pthread "$root/src/bench/c/load.c" -o "$work/load"
namespaces
latency
rate none 400000 2
rate events 400000 2
rate aggregate 400000 2
rate events 200000 2 10000
rate aggregate 200000 2 10000
usage_of events 1000
usage_of aggregate 1000
