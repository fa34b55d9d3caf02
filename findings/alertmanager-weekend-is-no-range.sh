#!/bin/sh
# Whether Alertmanager takes a weekend as a range of days.
#
# Versions: amtool 0.25.0, as Debian 12 packages it. It is not installed here: without it, or with another version,
#   the script says so and ends with 77.
# Guess: a time interval with weekdays "saturday:sunday" is accepted.
# Seen: it is refused with "start day cannot be before end day", a message that says the opposite of what is wrong:
#   the week starts on Sunday, so the range runs backwards. Two single days are accepted.
# Why: whoever writes the hours of quiet for a weekend, or copies "friday:monday" from another tool, gets a
#   configuration that does not load.
set -eu
case $(amtool --version 2>&1 || true) in
"amtool, version 0.25.0 "*) ;;
*)
  echo "Needs amtool 0.25.0 (Debian 12: prometheus-alertmanager)." >&2
  exit 77
  ;;
esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

check() {
  cat >"$dir/config.yml" <<END
route: {receiver: nobody}
receivers: [{name: nobody}]
time_intervals:
- name: quiet
  time_intervals:
  - weekdays: [$1]
END
  printf '%s: ' "$1"
  amtool check-config "$dir/config.yml" 2>&1 | sed -n 's/.*FAILED: //p; s/.*SUCCESS.*/accepted/p'
}

{
  check "'saturday:sunday'"
  check "'friday:monday'"
  check "'saturday', 'sunday'"
} >"$dir/seen"

cat >"$dir/expected" <<'END'
'saturday:sunday': start day cannot be before end day
'friday:monday': start day cannot be before end day
'saturday', 'sunday': accepted
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
