package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users name against what frameworks write below it. */
final class GeneratedTypesTest {
    private static Map<String, Integer> started(Loom loom, String runnable) throws Exception {
        ((Runnable) loom.make(runnable)).run();
        Map<String, Integer> counts = new TreeMap<>();
        for (String event : loom.calls.drain()) {
            if (event.startsWith("started ")) {
                counts.merge(event.substring("started ".length()), 1, Integer::sum);
            }
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.generated..*#predict*", "com.acme.generated.*#predict"})
    void shouldNameOperationsAfterWhatAUserWroteWhenFrameworksWriteSubclasses(String pattern) throws Exception {
        try (Loom loom = Loom.watching(pattern)) {
            assertThat(started(loom, "com.acme.generated.Calls")).isEqualTo(Map.of(
                    "RankService.predict", 30, "EmbedService.predict", 20,
                    "RemoteModel.predict", 10, "Other_Subclass.predict", 10, "EmbedService$$anon$1.predict", 1));
            assertThat(loom.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldCountOnceWhenASuperTypesMethodIsAskedFor() throws Exception {
        try (Loom loom = Loom.watching("+com.acme.generated.RankService#predict", "+com.acme.generated.RemoteModel#predict")) {
            assertThat(started(loom, "com.acme.generated.Calls"))
                    .isEqualTo(Map.of("RankService.predict", 30, "RemoteModel.predict", 10));
        }
    }

    @Test
    void shouldTimeAGeneratedClassWhenItsVeryNameIsGiven() throws Exception {
        try (Loom loom = Loom.watching("com.acme.generated.RankService_ClientProxy#predict")) {
            assertThat(started(loom, "com.acme.generated.Calls")).isEqualTo(Map.of("RankService_ClientProxy.predict", 10));
        }
    }

    @Test
    void shouldLeaveSuspendFunctionsAloneAndSaySo() throws Exception {
        try (Loom loom = Loom.watching("com.acme.suspending..*#*")) {
            assertThat(started(loom, "com.acme.suspending.Engine")).isEqualTo(Map.of("Engine.run", 1));
            assertThat(loom.weaver.suspending()).isEqualTo(List.of("Engine.infer"));
        }
    }
}
