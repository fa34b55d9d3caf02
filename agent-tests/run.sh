#!/bin/sh
# The tests, all of them: builds the agent, then the packaged jar in forked JVMs on every JDK of this machine.
#   sh agent-tests/run.sh [more Maven arguments]
# As root on Debian it first installs what tests talk to or run; elsewhere it says what is left out.
set -u
cd "$(dirname "$0")/.." || exit 1

needed="prometheus prometheus-alertmanager jq curl chromium chromium-driver"

have() {
    command -v "$1" >/dev/null 2>&1
}

# Whether what a package brings is there.
brought() {
    case $1 in
        chromium-driver) have chromedriver ;;
        *) have "$1" ;;
    esac
}

install_needed() {
    missing=""
    for package in $needed; do
        brought "$package" || missing="$missing $package"
    done
    [ -z "$missing" ] && return
    if [ "$(id -u)" = 0 ] && have apt-get; then
        echo "Installing for the tests:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        { apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing; } >/dev/null 2>&1
    fi
    for package in $missing; do
        brought "$package" || echo "Left out: tests that need $package (on Debian, as root: apt-get install $package)"
    done
}

# The newest JDK of this machine from 25 on, nothing where there is none.
newer_jdk() {
    for home in "${JAVA_25_HOME:-}" "${JDK_25:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        [ -x "$home/bin/javac" ] && [ -f "$home/release" ] || continue
        feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        [ "${feature:-0}" -ge 25 ] && echo "$feature $home"
    done | sort -n | tail -n 1 | cut -d ' ' -f 2-
}

# Error Prone and NullAway over the main code, on the newer JDK; what they write stays in folders of its own.
checks() {
    jdk=$(newer_jdk)
    if [ -z "$jdk" ]; then
        echo "Left out: Error Prone and NullAway, which need a JDK 25 or later"
        return 0
    fi
    JAVA_HOME=$jdk mvn -q -B -ntp -Dstyle.color=never -Pchecks -pl agent/core,agent/runtime -am compile
}

# The figures of every test report, as one last line: passed, failed and skipped.
totals() {
    find . -path '*/target/surefire-reports/TEST-*.xml' -exec grep -h '<testsuite ' {} + | awk '
        function figure(name) {
            return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
        }
        { tests += figure("tests"); failed += figure("failures") + figure("errors"); skipped += figure("skipped") }
        END { printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped }'
}

# Packaging the same sources again must give the same bytes.
reproducible() {
    first=$(sha256sum <target/nightjar.jar)
    mvn -q -B -ntp -DskipTests -pl agent/runtime -am clean package || return 1
    if [ "$first" = "$(sha256sum <target/nightjar.jar)" ]; then
        echo "Reproducible: two builds of target/nightjar.jar have the same bytes"
    else
        echo "Not reproducible: two builds of target/nightjar.jar differ"
        return 1
    fi
}

mvn -q -B -ntp -Dstyle.color=never spotless:check || exit 1
checks || exit 1
install_needed
find . -path '*/target/surefire-reports' -prune -exec rm -rf {} +
mvn -B -ntp -Dstyle.color=never --fail-at-end verify "$@"
result=$?
summary=$(totals)
if [ "$result" = 0 ]; then
    reproducible
    result=$?
fi
echo "$summary"
exit "$result"
