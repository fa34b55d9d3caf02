package io.nightjar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Labels;
import io.nightjar.record.CallDetails;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Token counts are read from whatever number a library gives. */
final class TokenCountsTest {
    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final ValueReader reader = new ValueReader(log, new CallDepth(), new ModelNames(), true);

    private Details details(String path) {
        return new Details(
                new Labels(Map.of(), List.of(ValuePath.parse(path)), List.of(), null),
                reader,
                new CallContext(null, new CallDepth(), log),
                new int[] {0});
    }

    private OptionalLong tokensOf(Object value) {
        CallDetails read = details("result.count").of(Map.of(), new Answer(value), null);
        return read.inputTokens();
    }

    /** What a library returns. */
    public record Answer(Object count) {}

    static Stream<Arguments> counts() {
        LongAdder adder = new LongAdder();
        adder.add(7);
        return Stream.of(
                Arguments.of(7),
                Arguments.of(7L),
                Arguments.of((short) 7),
                Arguments.of(7.0),
                Arguments.of(7.9f),
                Arguments.of(new BigDecimal("7.25")),
                Arguments.of(BigInteger.valueOf(7)),
                Arguments.of(new AtomicLong(7)),
                Arguments.of(new AtomicInteger(7)),
                Arguments.of(adder),
                Arguments.of(OptionalInt.of(7)),
                Arguments.of(OptionalLong.of(7)),
                Arguments.of(OptionalDouble.of(7)),
                Arguments.of(Optional.of(7.0)),
                Arguments.of(Optional.of(OptionalLong.of(7))),
                Arguments.of(scala.Option.apply(7)),
                Arguments.of(scala.math.BigDecimal.valueOf(7)));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void shouldCountWhenItIsANumberOfAnyType(Object value) {
        assertThat(tokensOf(value)).hasValue(7);
        assertThat(log.failures()).isEmpty();
    }

    static Stream<Object> noCounts() {
        return Stream.of(
                -1,
                -0.5,
                Double.NaN,
                Float.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("1e400"),
                BigInteger.ONE.shiftLeft(63),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(Double.NaN),
                Optional.empty(),
                scala.Option.apply(null),
                "7",
                List.of(7));
    }

    @ParameterizedTest
    @MethodSource("noCounts")
    void shouldBeAbsentWhenItIsNoCount(Object value) {
        assertThat(tokensOf(value)).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldCountTheFailureAndNothingElseWhenANumberThrows() {
        assertThat(tokensOf(new Number() {
                    @Override
                    public int intValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public long longValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public float floatValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public double doubleValue() {
                        throw new IllegalStateException();
                    }
                }))
                .isEmpty();
        assertThat(log.failures()).containsOnlyKeys("weave.label");
    }

    @Test
    void shouldReadTheNumberAsItWasWhenTheCallBegan() {
        Details details = details("arg0");
        AtomicLong counter = new AtomicLong(7);

        Map<ValuePath, Object> early = details.early(null, counter);
        counter.set(9);

        assertThat(early.values()).doesNotContain(counter);
        assertThat(details.of(early, null, null).inputTokens()).hasValue(7);
    }

    @Test
    void shouldReadTheEndsOfAListWhenAPathNamesThem() {
        assertThat(reader.read(Arrays.asList(1, 2, 3), ValuePath.parse("result.first")))
                .isEqualTo(1);
        assertThat(reader.read(Arrays.asList(1, 2, 3), ValuePath.parse("result.last")))
                .isEqualTo(3);
        assertThat(reader.read(List.of(), ValuePath.parse("result.first"))).isNull();
        assertThat(reader.read(List.of(), ValuePath.parse("result.last"))).isNull();
        assertThat(log.failures()).isEmpty();
    }
}
