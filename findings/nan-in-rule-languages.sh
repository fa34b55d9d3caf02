#!/bin/sh
# What two rule languages for the JVM answer when the value of a rule is not a number.
#
# Versions: Apache Commons JEXL 3.6.0 and CEL for Java 0.13.1, both with their default settings.
# Guess: every comparison with NaN is false, in both, as in Java.
# Seen: JEXL orders NaN below every number and equal to itself, so "v < 5" and "v <= 5" are true. CEL follows Java for
#   the order, but says that a NaN variable equals itself.
# Why: a mean or a ratio over an interval without calls is NaN. A rule that alerts when a rate falls below a limit
#   then fires in JEXL and stays silent in CEL, on the same text.
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
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-jexl3</artifactId><version>3.6.0</version></dependency>
    <dependency><groupId>dev.cel</groupId><artifactId>cel</artifactId><version>0.13.1</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.SimpleType;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.MapContext;

class Seen {
    public static void main(String[] arguments) throws Exception {
        JexlEngine jexl = new JexlBuilder().create();
        MapContext context = new MapContext(Map.of("v", Double.NaN));
        Cel cel = CelFactory.standardCelBuilder().addVar("v", SimpleType.DOUBLE).build();
        for (String rule : new String[] {"v > 5.0", "v < 5.0", "v <= 5.0", "v == v"}) {
            Object inJexl = jexl.createExpression(rule).evaluate(context);
            Object inCel = cel.createProgram(cel.compile(rule).getAst()).eval(Map.of("v", Double.NaN));
            System.out.println(rule + "  JEXL " + inJexl + "  CEL " + inCel);
        }
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
v > 5.0  JEXL false  CEL false
v < 5.0  JEXL true  CEL false
v <= 5.0  JEXL true  CEL false
v == v  JEXL true  CEL true
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
