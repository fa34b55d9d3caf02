package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods patterns mean, by super types and by annotations. */
final class ReachedMethodsTest {
    private static Map<String, Integer> started(WeavingFixture fixture, String runnable) throws Exception {
        ((Runnable) fixture.make(runnable)).run();
        Map<String, Integer> counts = new TreeMap<>();
        for (String event : fixture.calls.drain()) {
            if (event.startsWith("started ")) {
                counts.merge(event.substring("started ".length()), 1, Integer::sum);
            }
        }
        assertThat(fixture.log.failures()).isEmpty();
        return counts;
    }

    @ParameterizedTest
    @CsvSource({
        "+com.acme.reached.Model#answer, Model.answer, 4",
        "+com.acme.reached.NearerModel#answer, NearerModel.answer, 1",
        "+com.acme.reached.Typed#embed, Typed.embed, 1",
        "+com.acme.reached.Embedder#apply, Embedder.apply, 1",
    })
    void shouldTimeWhatACallThroughTheTypeReaches(String pattern, String operation, int calls) throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching(pattern)) {
            assertThat(started(fixture, "com.acme.reached.Calls")).isEqualTo(Map.of(operation, calls));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.annotated..*#@com.acme.annotated.Inference, Declaring.defaulted=1 Implementing.direct=1",
        "+com.acme.annotated.Declaring#@com.acme.annotated.Inference, Declaring.declared=1 Declaring.defaulted=1",
        "@com.acme.annotated.Timed#*, Super.own=1 Implementing.declared=1 Implementing.composed=1 Implementing.direct=1"
                + " Implementing.added=1",
        "@com.acme.annotated.Plain#*, Super.own=1",
    })
    void shouldTimeMethodsByWhereAnAnnotationStands(String pattern, String expected) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (String each : expected.split(" ")) {
            counts.put(each.substring(0, each.indexOf('=')), Integer.valueOf(each.substring(each.indexOf('=') + 1)));
        }
        try (WeavingFixture fixture = WeavingFixture.watching(pattern)) {
            assertThat(started(fixture, "com.acme.annotated.Calls")).isEqualTo(counts);
        }
    }
}
