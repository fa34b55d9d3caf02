package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.record.OperationSpec;
import io.nightjar.sink.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLayersTest {
    @TempDir
    Path directory;

    @Test
    void shouldTakeTheHighestLayerWhenAllFiveSayIt() throws Exception {
        Files.writeString(directory.resolve("f.properties"), "latency.threshold=4s\n");

        assertThat(latencySeconds(Load.argument(""))).isEqualTo(1);
        assertThat(latencySeconds(Load.argument("f.properties"))).isEqualTo(4);
        assertThat(latencySeconds(Load.argument("f.properties").variable("NIGHTJAR_LATENCY_THRESHOLD", "3s")))
                .isEqualTo(3);
        assertThat(latencySeconds(Load.argument("f.properties")
                        .variable("NIGHTJAR_LATENCY_THRESHOLD", "3s")
                        .property("nightjar.latency.threshold", "2s")))
                .isEqualTo(2);
        assertThat(latencySeconds(Load.argument("config=f.properties;latency.threshold=9s")
                        .variable("NIGHTJAR_LATENCY_THRESHOLD", "3s")
                        .property("nightjar.latency.threshold", "2s")))
                .isEqualTo(9);
    }

    @Test
    void shouldFindTheFileByItsLayersWhenSeveralNameOne() throws Exception {
        Files.writeString(directory.resolve("argument.properties"), "service=argument");
        Files.writeString(directory.resolve("property.properties"), "service=property");
        Files.writeString(directory.resolve("variable.properties"), "service=variable");
        Load variable = Load.argument("").in(directory).variable("NIGHTJAR_CONFIG", "variable.properties");

        assertThat(variable.valid().service()).isEqualTo("variable");
        assertThat(variable.property("nightjar.config", "property.properties")
                        .valid()
                        .service())
                .isEqualTo("property");
        Load argument = Load.argument("config=argument.properties;log.level=warn")
                .in(directory)
                .property("nightjar.config", "property.properties");
        assertThat(argument.valid().service()).isEqualTo("argument");
        assertThat(argument.loader().path()).isEqualTo(directory.resolve("argument.properties"));
        assertThat(argument.valid().source()).isEqualTo(directory.resolve("argument.properties") + ", agent argument");
    }

    @Test
    void shouldTakeAnArgumentForAPathWhenItsFirstKeyIsUnknown() throws Exception {
        Path odd = directory.resolve("a=b.properties");
        Files.writeString(odd, "service=odd");

        assertThat(Load.argument("a=b.properties").in(directory).valid().service())
                .isEqualTo("odd");
        assertThat(Load.argument(odd.toString()).valid().service()).isEqualTo("odd");
    }

    @Test
    void shouldKeepEqualsSignsWhenTheyStandInAnArgumentsValue() {
        NightjarConfig config = Load.argument(" webhook.url = https://h/?a=b ; alerts.to=webhook;;")
                .valid();

        assertThat(Settings.of(config.delivery(), Webhook.class).url()).hasQuery("a=b");
    }

    @Test
    void shouldIgnoreVariablesWhenTheyAreNoKeys() {
        NightjarConfig config = Load.argument("")
                .variable("NIGHTJAR_PORT", "tcp://10.0.0.1:80")
                .variable("NIGHTJAR_SERVICE_HOST", "10.0.0.1")
                .variable("NIGHTJAR_SERVICE_PORT", "80")
                .variable("NIGHTJAR_SERVICE_PORT_HTTP", "80")
                .variable("NIGHTJAR_PORT_80_TCP_ADDR", "10.0.0.1")
                .variable("NIGHTJAR_LATENCY_TRESHOLD", "1s")
                .variable("NIGHTJAR_LABELS_TEAM", "x")
                .variable("NIGHTJAR_SERVICE", "shop")
                .valid();

        assertThat(config.service()).isEqualTo("shop");
        assertThat(config.detection().constantLabels()).doesNotContainKey("team");
        assertThat(config.source()).isEqualTo("environment");
    }

    @Test
    void shouldHaveNoVariableThatKubernetesCouldInjectForAService() {
        for (Key key : Key.values()) {
            assertThat(key.environmentName())
                    .doesNotMatch(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?");
        }
    }

    @Test
    void shouldIgnoreAnEmptyVariableWhenItsKeyNeedsAValue() {
        NightjarConfig config = Load.argument("")
                .variable("NIGHTJAR_LATENCY_THRESHOLD", "")
                .variable("NIGHTJAR_WATCH", "")
                .valid();

        assertThat(config.watch().entries()).isEmpty();
    }

    @Test
    void shouldMakeTheFilesPathAbsoluteWhenTheWorkingDirectoryIsNot() {
        ConfigLoader loader = ConfigLoader.of("n.properties", Map.of(), Map.of(), Path.of(""));

        assertThat(loader.path()).isEqualTo(Path.of("n.properties").toAbsolutePath());
        assertThat(loader.path()).isAbsolute();
    }

    @Test
    void shouldNameEveryKeysVariableInUpperCase() {
        assertThat(Key.ALERTS_RATE_LIMIT_PER.environmentName()).isEqualTo("NIGHTJAR_ALERTS_RATE_LIMIT_PER");
        assertThat(Key.ERROR_RATE_MIN_REQUESTS.environmentName()).isEqualTo("NIGHTJAR_ERROR_RATE_MIN_REQUESTS");
    }

    private long latencySeconds(Load load) {
        return (long) load.in(directory)
                        .valid()
                        .detection()
                        .limits()
                        .apply(OperationSpec.of("x", "engine"))
                        .latencyThresholdMillis()
                / 1000;
    }
}
