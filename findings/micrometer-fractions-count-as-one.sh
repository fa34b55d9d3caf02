#!/bin/sh
# Into which bucket a Micrometer summary puts a fraction.
#
# Versions: micrometer-core and micrometer-registry-prometheus 1.17.1.
# Guess: the simple registry counts a recorded 0.1 in the bucket that ends at 0.1.
# Seen: 0.1, 0.1 and 0.3 are all counted in the bucket that ends at 1, in the simple registry and in the Prometheus
#   one. A value is rounded up to a whole number before it is put into a bucket, so every fraction counts as 1. The
#   percentiles of the same values are right.
# Why: confidences, cache shares and batch fill all lie between 0 and 1. Their histogram shows one bar at 1, while
#   mean, maximum and percentiles look sound. The builder's scale(...) is the way round.
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
    <dependency><groupId>io.micrometer</groupId><artifactId>micrometer-registry-prometheus</artifactId><version>1.17.1</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

class Seen {
    public static void main(String[] arguments) {
        for (MeterRegistry registry :
                List.of(new SimpleMeterRegistry(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            System.out.println(registry.getClass().getSimpleName());
            DistributionSummary summary = DistributionSummary.builder("confidence")
                    .serviceLevelObjectives(0.1, 0.5, 1)
                    .register(registry);
            DistributionSummary quantiles =
                    DistributionSummary.builder("quantiles").publishPercentiles(0.5).register(registry);
            for (double value : new double[] {0.1, 0.1, 0.3}) {
                summary.record(value);
                quantiles.record(value);
            }
            for (CountAtBucket bucket : summary.takeSnapshot().histogramCounts()) {
                System.out.println("  at most " + bucket.bucket() + ": " + (int) bucket.count());
            }
            for (ValueAtPercentile value : quantiles.takeSnapshot().percentileValues()) {
                System.out.println("  median about 0.1: " + (Math.abs(value.value() - 0.1) < 0.01));
            }
        }
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
SimpleMeterRegistry
  at most 0.1: 0
  at most 0.5: 0
  at most 1.0: 3
  median about 0.1: true
PrometheusMeterRegistry
  at most 0.1: 0
  at most 0.5: 0
  at most 1.0: 3
  median about 0.1: true
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
