#!/bin/sh
# Whether GZIPInputStream reads on into a second gzip member when the stream below says that nothing is available.
#
# Versions: OpenJDK 17.0.15 and Temurin 25.0.3.
# Guess: it ends after the first member, with both.
# Seen: with JDK 17 it depends on the size: with the default of 512 bytes both members are read, because they came in
#   together, and with 20 bytes the second is lost without an error. JDK 25 reads both in each case.
# Why: logs that are compressed in appended members (a rotated request log, a streamed answer) and read from a socket
#   end early and without a sign, and a test with a small file does not show it.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/Seen.java" <<'END'
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

class Seen {
    public static void main(String[] arguments) throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (String text : new String[] {"first ", "second"}) {
            GZIPOutputStream member = new GZIPOutputStream(members);
            member.write(text.getBytes());
            member.finish();
        }
        for (int bufferBytes : new int[] {512, 20}) {
            InputStream nothingAvailable = new FilterInputStream(new ByteArrayInputStream(members.toByteArray())) {
                @Override
                public int available() {
                    return 0;
                }
            };
            byte[] read = new GZIPInputStream(nothingAvailable, bufferBytes).readAllBytes();
            System.out.println(bufferBytes + " bytes: " + new String(read).trim());
        }
    }
}
END

release=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
"$java" "$dir/Seen.java" >"$dir/seen"

case $release in
17)
  cat >"$dir/expected" <<'END'
512 bytes: first second
20 bytes: first
END
  ;;
25)
  cat >"$dir/expected" <<'END'
512 bytes: first second
20 bytes: first second
END
  ;;
*)
  cat "$dir/seen"
  echo "Seen with JDK 17 and 25 only; this is $release." >&2
  exit 77
  ;;
esac
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
