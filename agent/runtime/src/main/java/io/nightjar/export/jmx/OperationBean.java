package io.nightjar.export.jmx;

import io.nightjar.record.LatencySummary;
import io.nightjar.record.OperationSnapshot;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An operation's figures as they are read. Thread-safe. */
final class OperationBean implements OperationMXBean {
    private static final double NANOS_A_MILLI = 1e6;

    private final Fresh<OperationSnapshot> operation;

    OperationBean(Fresh<OperationSnapshot> operation) {
        this.operation = operation;
    }

    @Override
    public long getCalls() {
        return operation.get().calls();
    }

    @Override
    public long getErrors() {
        return operation.get().errors();
    }

    @Override
    public long getCancelled() {
        return operation.get().cancelled();
    }

    @Override
    public long getInFlight() {
        return operation.get().inFlight();
    }

    @Override
    public @Nullable Double getP50Millis() {
        return millis(LatencySummary::p50Nanos);
    }

    @Override
    public @Nullable Double getP95Millis() {
        return millis(LatencySummary::p95Nanos);
    }

    @Override
    public @Nullable Double getP99Millis() {
        return millis(LatencySummary::p99Nanos);
    }

    private @Nullable Double millis(ToLongFunction<LatencySummary> quantile) {
        LatencySummary latency = operation.get().latency().orElse(null);
        return latency == null ? null : (Double) (quantile.applyAsLong(latency) / NANOS_A_MILLI);
    }
}
