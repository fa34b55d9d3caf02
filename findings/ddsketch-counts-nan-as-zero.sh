#!/bin/sh
# What DDSketch does with a value that is not a number.
#
# Versions: sketches-java 0.8.3, unbounded dense store, accuracy 1 percent.
# Guess: accept(NaN) throws.
# Seen: it is taken and counted as the value 0, and it moves the median to 0. An infinite value is refused with an
#   IllegalArgumentException.
# Why: one model that answers NaN as a score pulls the quantiles of that score to 0 with nothing to show for it, and a
#   dashboard reads a real zero.
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
    <dependency><groupId>com.datadoghq</groupId><artifactId>sketches-java</artifactId><version>0.8.3</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;

class Seen {
    public static void main(String[] arguments) {
        DDSketch sketch = DDSketches.unboundedDense(0.01);
        for (double value : new double[] {100, 100, Double.NaN, Double.NaN, Double.NaN}) {
            sketch.accept(value);
        }
        System.out.println("count " + sketch.getCount());
        System.out.println("median " + sketch.getValueAtQuantile(0.5));
        System.out.println("least " + sketch.getMinValue());
        try {
            sketch.accept(Double.POSITIVE_INFINITY);
            System.out.println("infinite value taken");
        } catch (IllegalArgumentException e) {
            System.out.println("infinite value refused");
        }
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
count 5.0
median 0.0
least 0.0
infinite value refused
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
