#!/bin/sh
# Runs the orchestrator, an application that knows nothing of Nightjar, under the agent, through good and bad minutes.
# Builds what is missing. Runs for some two and a quarter minutes; exits 0 if alerts of all eight types came.
set -eu
cd "$(dirname "$0")/.."

agent=target/nightjar.jar
application=examples/orchestrator/target/orchestrator.jar
config=examples/nightjar-demo.properties
log=target/demo.log
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

die() {
    printf 'demo: %s\n' "$*" >&2
    exit 1
}

outdated() {
    jar=$1
    shift
    [ ! -f "$jar" ] || [ -n "$(find pom.xml "$@" -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

build() {
    command -v mvn >/dev/null 2>&1 || die "Maven is needed to build $agent and $application; there is no mvn on the PATH"
    printf 'Building %s and %s\n' "$agent" "$application"
    mvn -B -ntp -Dmaven.test.skip=true -pl agent/runtime,examples/orchestrator -am package
    touch "$agent" "$application"
}

headline() {
    if [ -t 1 ]; then
        printf '\n\033[1m== %s\033[0m\n' "$*"
    else
        printf '\n== %s\n' "$*"
    fi
}

# What the agent knows, asked for from outside while the application still runs.
look() {
    sleep 1
    "$java" -jar "$agent" status "$pid" </dev/null >"$work/status" 2>&1 || failed_look=status
    "$java" -jar "$agent" alerts "$pid" --json </dev/null >"$work/alerts" 2>&1 || failed_look=alerts
}

count() {
    grep "\"alert_type\":\"$1\"" "$work/alerts" | grep -c '"status":"firing"' || true
}

# A line of the agent's log, without its date and its details; all of it is in the log file.
agent_line() {
    at=${1%%.*}
    level=${1#* }
    level=${level%% *}
    said=${1#*"$level "}
    case $said in
        "nightjar alert "* | "nightjar resolved "*) said=${said#nightjar } ;;
    esac
    printf '   %s %-5s %s\n' "${at#*T}" "$level" "${said%% \[*}"
}

story_line() {
    case $1 in
        "phase "*) headline "$1" ;;
        20[0-9][0-9]-*Z\ *\ nightjar\ *) agent_line "$1" ;;
        *) printf '   %s\n' "$1" ;;
    esac
}

command -v "$java" >/dev/null 2>&1 || die "a JDK is needed, 17 or later; there is no $java"
if outdated "$agent" agent/hook/pom.xml agent/hook/src agent/core/pom.xml agent/core/src/main \
        agent/runtime/pom.xml agent/runtime/src/main \
    || outdated "$application" examples/orchestrator/pom.xml examples/orchestrator/src/main; then
    build
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-demo.XXXXXX")
pid=
failed_look=
clean() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkfifo "$work/story"
: >"$work/alerts"
: >"$log"

headline "java -Xmx512m -javaagent:$agent=$config -jar $application --scenario demo"
"$java" -Xmx512m "-javaagent:$agent=$config" -jar "$application" --scenario demo >"$work/story" 2>&1 &
pid=$!
while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    story_line "$line"
    case $line in
        "phase "*" closing,"*) look ;;
    esac
done <"$work/story"
code=0
wait "$pid" || code=$?
pid=

headline "java -jar $agent status <pid>, before the application ended"
cat "$work/status" 2>/dev/null || true
[ "$code" -eq 0 ] || die "the application ended with $code"
[ -z "$failed_look" ] || { cat "$work/alerts"; die "the command '$failed_look' failed"; }

counts=
missing=
for type in latency error_rate stuck memory throughput slo forecast anomaly; do
    n=$(count "$type")
    counts="$counts, $type $n"
    [ "$n" -gt 0 ] || missing="$missing $type"
done
headline "alerts sent: ${counts#, }"
[ -z "$missing" ] || die "no alert of type:$missing"
printf 'Alerts of all eight types came, each line in full in %s.\n' "$log"
