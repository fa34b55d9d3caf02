package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users name against what frameworks write below it. */
final class GeneratedTypesTest {
    private static Map<String, Integer> started(WeavingFixture fixture, String runnable) throws Exception {
        ((Runnable) fixture.make(runnable)).run();
        Map<String, Integer> counts = new TreeMap<>();
        for (String event : fixture.calls.drain()) {
            if (event.startsWith("started ")) {
                counts.merge(event.substring("started ".length()), 1, Integer::sum);
            }
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.generated..*#predict*", "com.acme.generated.*#predict"})
    void shouldNameOperationsAfterWhatAUserWroteWhenFrameworksWriteSubclasses(String pattern) throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching(pattern)) {
            assertThat(started(fixture, "com.acme.generated.Calls"))
                    .isEqualTo(Map.of(
                            "RankService.predict",
                            30,
                            "EmbedService.predict",
                            20,
                            "RemoteModel.predict",
                            10,
                            "Other_Subclass.predict",
                            10,
                            "EmbedService$$anon$1.predict",
                            1));
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldCountOnceWhenASuperTypesMethodIsAskedFor() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching(
                "+com.acme.generated.RankService#predict", "+com.acme.generated.RemoteModel#predict")) {
            assertThat(started(fixture, "com.acme.generated.Calls"))
                    .isEqualTo(Map.of("RankService.predict", 30, "RemoteModel.predict", 10));
        }
    }

    @Test
    void shouldTimeAGeneratedClassWhenItsVeryNameIsGiven() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.generated.RankService_ClientProxy#predict")) {
            assertThat(started(fixture, "com.acme.generated.Calls"))
                    .isEqualTo(Map.of("RankService_ClientProxy.predict", 10));
        }
    }
}
