#!/bin/sh
# How many pauses the garbage collector beans count for one cycle of ZGC.
#
# Versions: OpenJDK 17.0.15 and Temurin 25.0.3, -XX:+UseZGC.
# Guess: three pauses for each cycle, with both.
# Seen: three with JDK 17. With JDK 25, whose ZGC has two generations, one System.gc() is one major cycle with eight
#   pauses; the collection of the young generation within it counts as no minor cycle.
# Why: a rate of collections that is summed over all beans is 4 for one cycle on JDK 17 and 9 on JDK 25, so an upgrade
#   looks like a collector that works twice as hard.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/Seen.java" <<'END'
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

class Seen {
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Long> before = counts();
        System.gc();
        Thread.sleep(500);
        counts().forEach((name, count) -> System.out.println(name + " " + (count - before.get(name))));
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            counts.put(bean.getName(), bean.getCollectionCount());
        }
        return counts;
    }
}
END

release=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
"$java" -Xmx512m -XX:+UseZGC -XX:-ZProactive "$dir/Seen.java" >"$dir/seen"

case $release in
17)
  cat >"$dir/expected" <<'END'
ZGC Cycles 1
ZGC Pauses 3
END
  ;;
25)
  cat >"$dir/expected" <<'END'
ZGC Major Cycles 1
ZGC Major Pauses 8
ZGC Minor Cycles 0
ZGC Minor Pauses 0
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
