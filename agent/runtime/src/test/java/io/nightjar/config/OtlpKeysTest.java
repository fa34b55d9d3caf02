package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of OTLP, and the variables of OpenTelemetry's that are followed with them. */
class OtlpKeysTest {
    private static ConfigResult load(String argument, Map<String, String> environment) {
        return ConfigLoader.of(argument, Map.of(), environment, Path.of("")).load();
    }

    private static NightjarConfig valid(String argument, Map<String, String> environment) {
        return ((ConfigResult.Valid) load(argument, environment)).config();
    }

    private static NightjarConfig valid(String argument) {
        return valid(argument, Map.of());
    }

    @Test
    void shouldSendNothingWhenThereIsNoEndpoint() {
        assertThat(valid("").otlp()).isNull();
        assertThat(valid("otlp.endpoint=").otlp()).isNull();
        assertThat(valid("", Map.of("OTEL_EXPORTER_OTLP_HEADERS", "a=%", "OTEL_RESOURCE_ATTRIBUTES", "=,="))
                        .switchedOff())
                .isEmpty();
        assertThat(valid("otlp.interval=5s").switchedOff())
                .containsExactly("nothing is sent by OTLP: otlp.endpoint is not set");
    }

    @Test
    void shouldReadEndpointHeadersAndInterval() {
        OtlpSettings settings = valid(
                        "otlp.endpoint=https://me:pw@otel.test:4318/tenant;otlp.header.X-Scope=a;otlp.interval=15s;service=s;instance=i;labels.team=x")
                .otlp();

        assertThat(settings.endpoint()).hasToString("https://me:pw@otel.test:4318/tenant");
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.headers().get("X-Scope").reveal()).isEqualTo("a");
        assertThat(settings.resource())
                .containsExactly(
                        Map.entry("service.name", "s"), Map.entry("service.instance.id", "i"), Map.entry("team", "x"));
        assertThat(settings.toString()).doesNotContain("pw").doesNotContain("tenant");
        assertThat(valid("otlp.endpoint=http://a").otlp().interval()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldUseTheProxiesThatDestinationsUse() {
        OtlpSettings settings = valid("otlp.endpoint=http://otel.test;http.proxy=http://proxy.test:3128")
                .otlp();

        assertThat(settings.http().proxies().of(settings.endpoint())).hasToString("http://proxy.test:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "otlp.endpoint=otel.test:4318,otlp.endpoint: must be a URL",
        "otlp.endpoint=http://otel.test/#x,otlp.endpoint: http://otel.test: must be a URL",
        "otlp.endpoint=ftp://otel.test,otlp.endpoint: must be a URL",
        "otlp.endpoint=https://otel.test;http.ca-file=/no/such,http.ca-file: /no/such cannot be read",
        "otlp.endpoint=http://otel.test;otlp.header.a=${env:NO_SUCH},otlp.header.a: "
    })
    void shouldBeSwitchedOffAloneWhenItCannotWork(String argument, String reason) {
        NightjarConfig config = valid(argument);

        assertThat(config.otlp()).isNull();
        assertThat(config.switchedOff()).anyMatch(line -> line.startsWith("OTLP is switched off: " + reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otlp.endpoint=http://a;otlp.interval=0",
                "otlp.endpoint=http://a;otlp.interval=999ms",
                "otlp.endpoint=http://a;otlp.interval=often",
                "otlp.endpoint=http://a;otlp.header.content-type=x",
                "otlp.endpoint=http://a;otlp.header.Content-Encoding=gzip",
                "otlp.endpoint=http://a;otlp.header.a b=x",
                "otlp.endpoint=http://a;otlp.header.a=",
                "otlp.endpoint=http://a;otlp.hedder.a=x",
                "otlp.endpont=http://a"
            })
    void shouldSayWhatIsWrongWhenAValueIsNone(String argument) {
        assertThat(load(argument, Map.of())).as(argument).isInstanceOf(ConfigResult.Invalid.class);
    }

    @Test
    void shouldFollowTheHeadersOfTheEnvironmentBelowThoseOfTheConfiguration() {
        OtlpSettings settings = valid(
                        "otlp.endpoint=http://a;otlp.header.API-key=ours",
                        Map.of(
                                "OTEL_EXPORTER_OTLP_HEADERS",
                                " api-key = theirs , Authorization=Basic%20bWU6cHc%3D,x=a+b,"))
                .otlp();

        Map<String, String> revealed = new HashMap<>();
        settings.headers().forEach((name, value) -> revealed.put(name, value.reveal()));
        assertThat(revealed)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("API-key", "ours", "Authorization", "Basic bWU6cHc=", "x", "a+b"));
    }

    @Test
    void shouldFollowTheAttributesOfTheEnvironmentBelowTheNamesThatTheUserGives() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "OTEL_RESOURCE_ATTRIBUTES", "service.name=theirs,service.instance.id=7,k=%C3%A4%2C%3D,team=old"));

        assertThat(valid("otlp.endpoint=http://a;labels.team=x", variables)
                        .otlp()
                        .resource())
                .containsEntry("service.name", "theirs")
                .containsEntry("service.instance.id", "7")
                .containsEntry("k", "ä,=")
                .containsEntry("team", "x");
        assertThat(valid("otlp.endpoint=http://a;service=ours;instance=here", variables)
                        .otlp()
                        .resource())
                .containsEntry("service.name", "ours")
                .containsEntry("service.instance.id", "here");
        variables.put("OTEL_SERVICE_NAME", "named");
        assertThat(valid("otlp.endpoint=http://a", variables).otlp().resource()).containsEntry("service.name", "named");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=s3cret,b | entry 2 is not of the form name=value",
                "=s3cret | entry 1 is not of the form name=value",
                "a=s3cret%2 | entry 1 has a % that begins no percent-encoded UTF-8",
                "a=s3cret%zz | entry 1 has a % that begins no percent-encoded UTF-8",
                "a=s3cret%C3 | entry 1 has a % that begins no percent-encoded UTF-8"
            })
    void shouldIgnoreAVariableWholeAndSayWhyWhenItIsNotWellWritten(String text, String reason) {
        NightjarConfig config = valid(
                "otlp.endpoint=http://a",
                Map.of("OTEL_RESOURCE_ATTRIBUTES", "c=d," + text, "OTEL_EXPORTER_OTLP_HEADERS", text));

        assertThat(config.otlp().headers()).isEmpty();
        assertThat(config.otlp().resource()).doesNotContainKey("c");
        assertThat(config.switchedOff())
                .hasSize(2)
                .noneMatch(line -> line.contains("s3cret"))
                .anyMatch(line -> line.startsWith("OTEL_EXPORTER_OTLP_HEADERS is ignored: " + reason));
    }

    @Test
    void shouldIgnoreTheHeadersOfTheEnvironmentWhenOneCannotBeSent() {
        NightjarConfig config =
                valid("otlp.endpoint=http://a", Map.of("OTEL_EXPORTER_OTLP_HEADERS", "ok=1,bad=line%0Abreak"));

        assertThat(config.otlp().headers()).isEmpty();
        assertThat(config.switchedOff())
                .containsExactly(
                        "OTEL_EXPORTER_OTLP_HEADERS is ignored: a header's value is printable ASCII in one line");
    }
}
