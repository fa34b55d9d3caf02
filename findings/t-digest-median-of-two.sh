#!/bin/sh
# Which value is the median of two values in a t-digest.
#
# Versions: t-digest 3.3, merging digest and AVL tree digest, compression 100.
# Guess: 50.5, half way between 1 and 100, since a t-digest interpolates between its centroids.
# Seen: 100, the greater of the two, from both kinds. Centroids that hold one value are not interpolated.
# Why: quantiles over a quiet interval are read from two or three calls. There the median is the slowest call, so it
#   jumps to the worst value and no higher quantile differs from it.
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
    <dependency><groupId>com.tdunning</groupId><artifactId>t-digest</artifactId><version>3.3</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import com.tdunning.math.stats.TDigest;
import java.util.List;

class Seen {
    public static void main(String[] arguments) {
        for (TDigest digest : List.of(TDigest.createMergingDigest(100), TDigest.createAvlTreeDigest(100))) {
            digest.add(1);
            digest.add(100);
            System.out.println(digest.getClass().getSimpleName() + " " + digest.quantile(0.5));
        }
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
MergingDigest 100.0
AVLTreeDigest 100.0
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
