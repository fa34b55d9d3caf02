package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lazy types of RxJava 3 and Mutiny, of this year and of two years ago: each subscription is a call, however it ends. */
@Timeout(240)
final class SourcesTest {
    private static final List<String> KINDS =
            List.of("single", "maybe", "completable", "observable", "flowable", "uni", "multi");

    @ParameterizedTest
    @CsvSource({"'', ''", "3.1.9, 2.6.2"})
    void shouldCountEachSubscriptionAsItEnds(String olderRxJava, String olderMutiny) throws Exception {
        try (WatchedApp app = WatchedApp.of(jars(olderRxJava, olderMutiny), configuration(), "SourcesApp")) {
            JsonNode status = app.idleStatus();
            for (String kind : KINDS) {
                JsonNode operation = WatchedApp.operation(status, kind);
                // What the application could cast to ended as it was returned.
                int untouched = List.of("observable", "flowable", "multi").contains(kind) ? 1 : 0;
                assertThat(operation.path("calls").asInt()).as(kind + " calls").isEqualTo(5 + untouched);
                assertThat(operation.path("errors").asInt())
                        .as(kind + " errors")
                        .isEqualTo(1);
                assertThat(operation.path("cancelled").asInt())
                        .as(kind + " cancelled")
                        .isEqualTo(3);
                assertThat(operation.path("in_flight").asInt())
                        .as(kind + " in flight")
                        .isZero();
            }
            assertThat(WatchedApp.operation(status, "publisher").path("chunks").asInt())
                    .isEqualTo(3);
            assertThat(status.path("not_followed").toString())
                    .contains("PublishSubject", "BroadcastProcessor", "FlowablePublish");
            assertThat(status.path("failures").toString()).isEqualTo("{}");
            assertThat(app.printed())
                    .filteredOn(line -> line.startsWith("untouched"))
                    .hasSize(6)
                    .allMatch("untouched true"::equals);
            assertThat(app.printed())
                    .filteredOn(line -> line.endsWith("time-out"))
                    .hasSize(5);
            assertThat(app.printed())
                    .filteredOn(line -> line.contains("failed"))
                    .hasSize(6);
        }
    }

    private static String configuration() {
        StringBuilder written = new StringBuilder("watch=");
        for (String kind : KINDS) {
            written.append(";operation.")
                    .append(kind)
                    .append(".match=com.acme.apps.SourcesApp$Engine#")
                    .append(kind);
        }
        written.append(";operation.publisher.match=com.acme.apps.SourcesApp$Engine#publisher");
        written.append(";operation.untouched.match=com.acme.apps.SourcesApp$Engine#untouched");
        return written.append(";operation.untouched.complete=publisher").toString();
    }

    /** The libraries' jars of those versions; of the versions of these tests where they are empty. */
    private static List<Path> jars(String rxJava, String mutiny) {
        List<Path> jars = new ArrayList<>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("/reactive-streams-")
                        || entry.contains("/smallrye-common-annotation-")
                        || entry.contains("/jctools-core-")
                        || entry.contains("/rxjava-") && rxJava.isEmpty()
                        || entry.contains("/mutiny-") && mutiny.isEmpty())
                .map(Path::of)
                .forEach(jars::add);
        if (!rxJava.isEmpty()) {
            jars.add(Path.of("target/older/rxjava-" + rxJava + ".jar"));
            jars.add(Path.of("target/older/mutiny-" + mutiny + ".jar"));
        }
        return jars;
    }
}
