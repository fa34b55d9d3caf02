#!/bin/sh
# What an exponential histogram of the OpenTelemetry SDK exports after an infinite value.
#
# Versions: opentelemetry-sdk-metrics 1.66.0, delta temporality.
# Guess: nothing: the value is dropped, as NaN and a negative value are.
# Seen: the value is dropped, but a point is exported: count 0, minimum 1.8E308, maximum -1. The default histogram
#   with fixed buckets counts the value, and its sum, minimum and maximum are infinite.
# Why: a speed computed as tokens by elapsed time is infinite when the clock did not move. A reader that draws the
#   minimum and the maximum of a point must look at its count first.
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
    <dependency><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-sdk-metrics</artifactId><version>1.66.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;

class Seen {
    static final class Reader implements MetricReader {
        private final Aggregation aggregation;
        private CollectionRegistration registration;

        Reader(Aggregation aggregation) {
            this.aggregation = aggregation;
        }

        @Override
        public void register(CollectionRegistration registration) {
            this.registration = registration;
        }

        @Override
        public Aggregation getDefaultAggregation(InstrumentType type) {
            return aggregation;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.DELTA;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    public static void main(String[] arguments) {
        Reader reader = new Reader(Aggregation.base2ExponentialBucketHistogram());
        Reader fixed = new Reader(Aggregation.explicitBucketHistogram());
        DoubleHistogram histogram = SdkMeterProvider.builder()
                .registerMetricReader(reader)
                .registerMetricReader(fixed)
                .build()
                .get("seen")
                .histogramBuilder("speed")
                .build();
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            histogram.record(value);
            System.out.println(value);
            for (MetricData metric : reader.registration.collectAllMetrics()) {
                for (ExponentialHistogramPointData point :
                        metric.getExponentialHistogramData().getPoints()) {
                    System.out.println("  exponential: count " + point.getCount() + " least " + point.getMin()
                            + " greatest " + point.getMax());
                }
            }
            for (MetricData metric : fixed.registration.collectAllMetrics()) {
                for (HistogramPointData point : metric.getHistogramData().getPoints()) {
                    System.out.println("  fixed: count " + point.getCount() + " least " + point.getMin()
                            + " greatest " + point.getMax());
                }
            }
        }
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
NaN
Infinity
  exponential: count 0 least 1.7976931348623157E308 greatest -1.0
  fixed: count 1 least Infinity greatest Infinity
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
