#!/bin/sh
# What mawk prints for a time in milliseconds.
#
# Versions: mawk 1.3.4 20200120, the awk of Debian 12. It is not installed here: without it, or with another version,
#   the script says so and ends with 77.
# Guess: print gives a whole number in full, and %d does too.
# Seen: a number above 2147483647 is printed with six digits, and %d gives 2147483647. A field is printed as it was
#   read until it takes part in a sum. %.0f prints all digits.
# Why: a one-line script over a log of calls that adds a second to each time in milliseconds gives times that are
#   hours off, and does so only on an image whose awk is mawk.
set -eu
case $(mawk -W version 2>&1 </dev/null || true) in
"mawk 1.3.4 20200120"*) ;;
*)
  echo "Needs mawk 1.3.4 20200120 (Debian 12: mawk)." >&2
  exit 77
  ;;
esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

echo 1764349200123 | mawk '{
  print "as read: " $1
  print "plus 1000: " $1 + 1000
  printf "with %%d: %d\n", $1
  printf "with %%.0f: %.0f\n", $1
}' >"$dir/seen"

cat >"$dir/expected" <<'END'
as read: 1764349200123
plus 1000: 1.76435e+12
with %d: 2147483647
with %.0f: 1764349200123
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
