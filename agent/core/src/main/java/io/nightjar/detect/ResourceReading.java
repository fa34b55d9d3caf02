package io.nightjar.detect;

import java.util.OptionalDouble;

/**
 * What is used of a machine's resources at one moment. Immutable.
 *
 * @param cpuPercent the processor's use; above 100 where several cores are added up
 * @param memoryPercent used share of system memory
 * @param gpuMemoryPercent used share of GPU memory; where it is present, it is the one that is checked
 */
public record ResourceReading(
        OptionalDouble cpuPercent, OptionalDouble memoryPercent, OptionalDouble gpuMemoryPercent) {

    /**
     * A reading.
     *
     * @throws IllegalArgumentException if an argument is null, or a value is not a number, infinite or negative
     */
    public ResourceReading {
        check("cpuPercent", cpuPercent);
        check("memoryPercent", memoryPercent);
        check("gpuMemoryPercent", gpuMemoryPercent);
    }

    /** A builder of a reading in which nothing is known. */
    public static Builder builder() {
        return new Builder();
    }

    private static void check(String name, OptionalDouble value) {
        if (Arguments.notNull(name, value).isPresent()) {
            Arguments.notNegative(name, value.getAsDouble());
        }
    }

    /** Collects what is known. Confined to one thread. */
    public static final class Builder {
        private OptionalDouble cpuPercent = OptionalDouble.empty();
        private OptionalDouble memoryPercent = OptionalDouble.empty();
        private OptionalDouble gpuMemoryPercent = OptionalDouble.empty();

        private Builder() {}

        /**
         * The processor's use.
         *
         * @throws IllegalArgumentException if the value is not a number, infinite or negative
         */
        public Builder cpuPercent(double percent) {
            cpuPercent = OptionalDouble.of(Arguments.notNegative("cpuPercent", percent));
            return this;
        }

        /**
         * The used share of system memory.
         *
         * @throws IllegalArgumentException if the value is not a number, infinite or negative
         */
        public Builder memoryPercent(double percent) {
            memoryPercent = OptionalDouble.of(Arguments.notNegative("memoryPercent", percent));
            return this;
        }

        /**
         * The used share of GPU memory.
         *
         * @throws IllegalArgumentException if the value is not a number, infinite or negative
         */
        public Builder gpuMemoryPercent(double percent) {
            gpuMemoryPercent = OptionalDouble.of(Arguments.notNegative("gpuMemoryPercent", percent));
            return this;
        }

        public ResourceReading build() {
            return new ResourceReading(cpuPercent, memoryPercent, gpuMemoryPercent);
        }
    }
}
