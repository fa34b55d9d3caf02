#!/bin/sh
# What an empty HdrHistogram says about the share of values within a limit.
#
# Versions: HdrHistogram 2.2.2.
# Guess: getPercentileAtOrBelowValue on a histogram without values is NaN.
# Seen: it is 100. One value above the limit brings it to 0.
# Why: an objective such as "99 percent of calls within 200 ms" that is read this way is met by a service that answers
#   nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/pom.xml" <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.hdrhistogram</groupId><artifactId>HdrHistogram</artifactId><version>2.2.2</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import org.HdrHistogram.Histogram;

class Seen {
    public static void main(String[] arguments) {
        Histogram millis = new Histogram(3);
        System.out.println("no value: " + millis.getPercentileAtOrBelowValue(200));
        millis.recordValue(900);
        System.out.println("one value of 900: " + millis.getPercentileAtOrBelowValue(200));
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
no value: 100.0
one value of 900: 0.0
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
