#!/bin/sh
# What becomes of a CompletableFuture when its subscriber gives up, in four libraries that adapt it.
#
# Versions: RxJava 3.1.11, Reactor 3.8.6, Mutiny 3.1.0, kotlinx-coroutines 1.10.2.
# Guess: in all four, cancelling downstream cancels the future, and a failure of a dependent stage arrives without its
#   CompletionException.
# Seen: Reactor, Mutiny and Kotlin do both. RxJava's Single does neither: the future stays pending after dispose, and
#   the error handler gets the CompletionException.
# Why: a model call that is adapted by Single runs to its end although nobody waits for it, so its duration is no
#   duration that a user saw; and errors grouped by class fall apart into two groups.
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
    <dependency><groupId>io.reactivex.rxjava3</groupId><artifactId>rxjava</artifactId><version>3.1.11</version></dependency>
    <dependency><groupId>io.projectreactor</groupId><artifactId>reactor-core</artifactId><version>3.8.6</version></dependency>
    <dependency><groupId>io.smallrye.reactive</groupId><artifactId>mutiny</artifactId><version>3.1.0</version></dependency>
    <dependency><groupId>org.jetbrains.kotlinx</groupId><artifactId>kotlinx-coroutines-core-jvm</artifactId><version>1.10.2</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.future.FutureKt;
import reactor.core.publisher.Mono;

class Seen {
    public static void main(String[] arguments) {
        CompletableFuture<String> mono = new CompletableFuture<>();
        Mono.fromFuture(mono).subscribe().dispose();
        CompletableFuture<String> uni = new CompletableFuture<>();
        Uni.createFrom().completionStage(uni).subscribe().with(item -> {}).cancel();
        CompletableFuture<String> deferred = new CompletableFuture<>();
        FutureKt.asDeferred(deferred).cancel(null);
        CompletableFuture<String> single = new CompletableFuture<>();
        Single.fromCompletionStage(single).subscribe().dispose();
        System.out.println("cancelled: Mono " + mono.isCancelled() + ", Uni " + uni.isCancelled() + ", Deferred "
                + deferred.isCancelled() + ", Single " + single.isCancelled());

        CompletableFuture<String> start = new CompletableFuture<>();
        CompletableFuture<String> failing = start.thenApply(text -> {
            throw new IllegalStateException("model gone");
        });
        AtomicReference<Throwable> toMono = new AtomicReference<>();
        AtomicReference<Throwable> toUni = new AtomicReference<>();
        AtomicReference<Throwable> toSingle = new AtomicReference<>();
        Mono.fromFuture(failing).subscribe(item -> {}, toMono::set);
        Uni.createFrom().completionStage(failing).subscribe().with(item -> {}, toUni::set);
        Single.fromCompletionStage(failing).subscribe(item -> {}, toSingle::set);
        Deferred<String> toDeferred = FutureKt.asDeferred(failing);
        start.complete("");
        System.out.println("failed with: Mono " + name(toMono.get()) + ", Uni " + name(toUni.get()) + ", Deferred "
                + name(toDeferred.getCompletionExceptionOrNull()) + ", Single " + name(toSingle.get()));
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
cancelled: Mono true, Uni true, Deferred true, Single false
failed with: Mono IllegalStateException, Uni IllegalStateException, Deferred IllegalStateException, Single CompletionException
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
