#!/bin/sh
# On which thread the work after CompletableFuture.orTimeout runs.
#
# Versions: OpenJDK 17.0.15 and Temurin 25.0.3.
# Guess: on a thread named CompletableFutureDelayScheduler, with both.
# Seen: so with JDK 17. With JDK 25 the thread is ForkJoinPool.commonPool-delayScheduler.
# Why: whoever sorts calls by the name of their thread finds, after the upgrade, that every call which timed out moved
#   to what looks like the common pool, though no worker of that pool ran it.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/Seen.java" <<'END'
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class Seen {
    public static void main(String[] arguments) throws Exception {
        String thread = new CompletableFuture<String>()
                .orTimeout(50, TimeUnit.MILLISECONDS)
                .handle((value, failure) -> Thread.currentThread().getName())
                .get();
        System.out.println(thread);
    }
}
END

release=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
"$java" "$dir/Seen.java" >"$dir/seen"

case $release in
17)
  cat >"$dir/expected" <<'END'
CompletableFutureDelayScheduler
END
  ;;
25)
  cat >"$dir/expected" <<'END'
ForkJoinPool.commonPool-delayScheduler
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
