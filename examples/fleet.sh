#!/bin/sh
# Runs a fleet on this machine: three JVMs under the agent, a Prometheus with the exported rules, and two Alertmanagers that know of
# each other. One JVM becomes slow, one Alertmanager is killed, one JVM is killed: who is notified of what, how often, and by whom.
#   sh examples/fleet.sh            about a minute
#   sh examples/fleet.sh --stay     the same, and then everything that is left runs on until Ctrl-C, to be looked at
# Exits 0 if each incident was notified exactly once. Needs prometheus, prometheus-alertmanager jq and curl (all Debian's).
set -eu
cd "$(dirname "$0")/.."

agent=target/nightjar.jar
application=examples/orchestrator/target/orchestrator.jar
config=examples/fleet/nightjar-fleet.properties
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
stay=
life=900
# How long the second Alertmanager gives the first one to notify, and how long anything else may take.
peer_timeout=6
patience=${FLEET_PATIENCE:-60}

die() {
    printf 'fleet: %s\n' "$*" >&2
    exit 1
}

case ${1-} in
    '') ;;
    --stay) stay=yes life=86400 ;;
    *) die "unknown argument $1; there is --stay" ;;
esac

headline() {
    if [ -t 1 ]; then
        printf '\n\033[1m== %s\033[0m\n' "$*"
    else
        printf '\n== %s\n' "$*"
    fi
}

say() {
    printf '   %s\n' "$*"
}

program() {
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    die "$1 is needed (on Debian, as root: apt-get install $1)"
}

command -v "$java" >/dev/null 2>&1 || die "a JDK is needed, 17 or later; there is no $java"
prometheus=$(program prometheus)
alertmanager=$(program prometheus-alertmanager alertmanager)
jq=$(program jq)
program curl >/dev/null
[ -f "$agent" ] && [ -f "$application" ] || {
    command -v mvn >/dev/null 2>&1 || die "Maven is needed to build $agent and $application; there is no mvn on the PATH"
    say "Building $agent and $application"
    mvn -q -B -ntp -Dmaven.test.skip=true -pl agent/runtime,examples/orchestrator -am package
}

work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-fleet.XXXXXX")
started=
clean() {
    trap '' INT TERM
    for pid in $started; do
        kill -9 "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
: >"$work/notifications"

# Starts a program in the background, its output in a file of its name; its process is then in $last.
start() {
    name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 </dev/null &
    last=$!
    started="$started $last"
}

# Kills a process that start has started.
end() {
    kill -9 "$1"
    forget "$1"
}

forget() {
    kept=
    for pid in $started; do
        [ "$pid" = "$1" ] || kept="$kept $pid"
    done
    started=$kept
}

# Waits until a command succeeds.
await() {
    what=$1
    shift
    tries=$((patience * 4))
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || {
            tail -n 5 "$work"/*.log >&2
            die "not within $patience s: $what"
        }
        sleep 0.25
    done
}

get() {
    # Only this machine is asked, so no proxy.
    curl -fsS --noproxy '*' --max-time 5 "http://127.0.0.1:$1"
}

# The alerts of which somebody was notified, a line each: time, Alertmanager, status, name, instance, operation, summary, identity.
notified() {
    "$jq" -r '. as $n | .body.alerts[]
        | [$n.at[11:19], $n.by, .status, .labels.alertname, (.labels.instance // "-"), (.labels.operation // "-"),
           (.annotations.summary // "-"), .fingerprint + .startsAt] | @tsv' "$work/notifications"
}

was_notified() {
    notified | cut -f 3-5 | grep -q "^$1	$2	$3\$"
}

# Tells what came since the last time.
told=0
tell() {
    notified >"$work/told"
    tail -n "+$((told + 1))" "$work/told" | while IFS='	' read -r at by status name instance operation summary identity; do
        case $operation in -) of=$instance ;; *) of="$operation on $instance" ;; esac
        printf '   %s %s notified: %s %s, %s\n' "$at" "$by" "$status" "$name" "$of"
    done
    told=$(wc -l <"$work/told")
}

headline "Two Alertmanagers that know of each other, and three JVMs under the agent, each under load"
start receiver "$java" examples/fleet/Receiver.java "$work"
start export sh -c "'$java' -jar '$agent' export prometheus-rules --config '$config' --scrape-interval 1s >'$work/rules.yml'"
exporter=$last
await "the receiver takes notifications" test -f "$work/ports"
read -r receiver prometheus_port port1 port2 cluster1 cluster2 <"$work/ports"
for n in 1 2; do
    cat >"$work/alertmanager-$n.yml" <<YAML
route:
  receiver: people
  # Each alert is a notification of its own, so that they can be counted.
  group_by: ['...']
  group_wait: 1s
  group_interval: 5s
  repeat_interval: 4h
receivers:
  - name: people
    webhook_configs:
      - url: http://127.0.0.1:$receiver/alertmanager-$n
YAML
done
start_alertmanager() {
    start "alertmanager-$1" "$alertmanager" "--config.file=$work/alertmanager-$1.yml" "--storage.path=$work/alertmanager-$1" \
        "--web.listen-address=127.0.0.1:$2" "--cluster.listen-address=127.0.0.1:$3" "--cluster.advertise-address=127.0.0.1:$3" \
        "--cluster.peer=127.0.0.1:$4" "--cluster.peer-timeout=${peer_timeout}s" --cluster.settle-timeout=10s \
        --cluster.pushpull-interval=2s
}
start_alertmanager 1 "$port1" "$cluster1" "$cluster2"
alertmanager1=$last
start_alertmanager 2 "$port2" "$cluster2" "$cluster1"
alertmanager2=$last
printf 'good %s rps=3\n' "$life" >"$work/good"
printf 'good 1 rps=3\nslow %s rps=2 slow=0.3\n' "$life" >"$work/slow"
for n in 1 2 3; do
    scenario=$work/good
    [ "$n" != 2 ] || scenario=$work/slow
    start "jvm-$n" "$java" -Xmx256m "-Dnightjar.instance=jvm-$n" \
        "-Dnightjar.alertmanager.url=http://127.0.0.1:$port1,http://127.0.0.1:$port2" "-javaagent:$agent=$config" \
        -jar "$application" --scenario "$scenario" --slow-millis 1600 --threads 3 --seed "$n"
    eval "jvm$n=$last"
done
for port in "$port1" "$port2"; do
    await "the Alertmanagers have found each other" \
        sh -c "curl -fsS --noproxy '*' http://127.0.0.1:$port/api/v2/status | '$jq' -e '.cluster.status == \"ready\" and (.cluster.peers | length) == 2'"
done
say "alertmanager-1 and alertmanager-2 are one cluster"
targets=
for n in 1 2 3; do
    await "jvm-$n listens" grep -q 'the console listens on http' "$work/jvm-$n.log"
    port=$(sed -n 's|.*the console listens on http://[^/]*:\([0-9]*\)/.*|\1|p' "$work/jvm-$n.log" | head -n 1)
    await "jvm-$n has calls" sh -c "curl -fsS --noproxy '*' http://127.0.0.1:$port/metrics | grep -q '^nightjar_calls_total'"
    targets="$targets
      - targets: ['127.0.0.1:$port']
        labels: {instance: jvm-$n}"
done
say "jvm-1, jvm-2 and jvm-3 serve /metrics; the calls of jvm-2 are slow"

headline "A Prometheus with the rules of: java -jar $agent export prometheus-rules --config $config"
wait "$exporter" || die "the rules could not be exported: $(cat "$work/export.log")"
forget "$exporter"
cat >"$work/prometheus.yml" <<YAML
global:
  scrape_interval: 1s
  evaluation_interval: 1s
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs:
        - targets: ['127.0.0.1:$port1', '127.0.0.1:$port2']
scrape_configs:
  - job_name: nightjar
    static_configs:$targets
YAML
start prometheus "$prometheus" "--config.file=$work/prometheus.yml" "--storage.tsdb.path=$work/prometheus" \
    "--web.listen-address=127.0.0.1:$prometheus_port"
await "Prometheus is ready" get "$prometheus_port/-/ready"
say "$(grep -c 'alert:' "$work/rules.yml") alerting rules, a scrape each second"

headline "jvm-2 is slow"
await "the rule's alert about jvm-2" was_notified firing NightjarFleetLatency jvm-2
await "the agent's own alert of jvm-2" was_notified firing NightjarLatency jvm-2
# As long as the second Alertmanager waits for the first one: had it not been told, it would notify too.
sleep $((peer_timeout + 1))
tell

# The one that notifies is the one to be killed.
by=$(notified | cut -f 2 | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
case $by in
    alertmanager-1) victim=$alertmanager1 left=alertmanager-2 ;;
    *) victim=$alertmanager2 left=alertmanager-1 ;;
esac
headline "$by, which has notified, is killed"
before=$(notified | wc -l)
end "$victim"
say "$left is alone; jvm-2 is still slow"

headline "jvm-3 is killed"
end "$jvm3"
await "the rule's alert about jvm-3" was_notified firing NightjarFleetTargetDown jvm-3
sleep $((peer_timeout + 1))
tell

headline "Who was notified of what, how often, and by whom"
notified | awk -F '\t' '{
        key = $3 "\t" $4 "\t" $6 "\t" $5 "\t" $8
        if (!(key in times)) { order[++keys] = key }
        times[key]++
        by[key] = by[key] (by[key] == "" ? "" : ", ") $2
    }
    END {
        for (i = 1; i <= keys; i++) {
            split(order[i], part, "\t")
            printf "   %-8s %-24s %-24s %s  %d by %s\n", part[1], part[2], part[3], part[4], times[order[i]], by[order[i]]
            if (times[order[i]] != 1) { twice = 1 }
        }
        exit twice
    }' || die "an incident was notified more than once"
notified | tail -n "+$((before + 1))" | cut -f 2 | grep -q "^$by\$" && die "$by notified after it was killed"
printf 'Each incident was notified exactly once, though two Alertmanagers were told of each and one of them died.\n'
if [ -n "$stay" ]; then
    headline "Everything that is left runs on, until Ctrl-C"
    say "Prometheus http://127.0.0.1:$prometheus_port/alerts"
    case $left in
        alertmanager-1) say "$left http://127.0.0.1:$port1/" ;;
        *) say "$left http://127.0.0.1:$port2/" ;;
    esac
    for n in 1 2; do
        say "jvm-$n $(sed -n 's|.*the console listens on \(http[^ ]*\).*|\1|p' "$work/jvm-$n.log" | head -n 1)"
    done
    wait "$jvm1" || true
fi
