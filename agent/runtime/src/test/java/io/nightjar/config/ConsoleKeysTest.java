package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the console. */
class ConsoleKeysTest {
    private static ConfigResult load(String argument) {
        return ConfigLoader.of(argument, Map.of(), Map.of(), Path.of("")).load();
    }

    private static NightjarConfig valid(String argument) {
        return ((ConfigResult.Valid) load(argument)).config();
    }

    @Test
    void shouldListenNowhereWhenItIsNotAskedTo() {
        assertThat(valid("").console()).isNull();
        assertThat(valid("console.listen=off").console()).isNull();
        assertThat(valid("console.token=abc").console()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "9464,127.0.0.1,9464,127.0.0.1:9464",
        "0,127.0.0.1,0,127.0.0.1:0",
        "0.0.0.0:80,0.0.0.0,80,0.0.0.0:80",
        "[::1]:65535,::1,65535,[::1]:65535",
        "Node-1.acme.test:9464,node-1.acme.test,9464,node-1.acme.test:9464"
    })
    void shouldListenWhereItIsSaid(String written, String host, int port, String listen) {
        ConsoleSettings settings = valid("console.listen=" + written).console();

        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.listen()).isEqualTo(listen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.listen=",
                "console.listen=on",
                "console.listen=-1",
                "console.listen=65536",
                "console.listen=:80",
                "console.listen=a b:80",
                "console.listen=host:",
                "console.listen=::1:80",
                "console.listen=[::1]",
                "console.listen=http://host:80",
                "console.listen=80;console.token=a b",
                "console.listen=80;console.hosts=a/b",
                "console.listen=80;console.hosts=a:80"
            })
    void shouldSayWhatIsAllowedWhenAValueIsNone(String argument) {
        ConfigResult result = load(argument);

        assertThat(result).as(argument).isInstanceOf(ConfigResult.Invalid.class);
        assertThat(String.join("\n", ((ConfigResult.Invalid) result).problemLines()))
                .contains("must be ")
                .doesNotContain("console.token = a");
    }

    @Test
    void shouldReadTokensAndHostsAndShowNoToken() {
        ConsoleSettings settings = valid(
                        "console.listen=80;console.token=abc;console.metrics-token=def;console.hosts=A.test, b.test")
                .console();

        assertThat(settings.token().reveal()).isEqualTo("abc");
        assertThat(settings.metricsToken().reveal()).isEqualTo("def");
        assertThat(settings.hosts()).containsExactly("a.test", "b.test");
        assertThat(settings.toString()).doesNotContain("abc").doesNotContain("def");
    }

    @Test
    void shouldListenNowhereWhenOneOfItsSecretsIsMissing() {
        NightjarConfig config = valid("console.listen=80;console.token=${env:NO_SUCH_VARIABLE}");

        assertThat(config.console()).isNull();
        assertThat(config.switchedOff())
                .singleElement()
                .asString()
                .startsWith("the console is switched off: console.token: ")
                .contains("NO_SUCH_VARIABLE");
    }
}
