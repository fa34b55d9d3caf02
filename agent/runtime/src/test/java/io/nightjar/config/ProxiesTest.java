package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.sink.Settings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final String ASKED = "alerts.to=webhook;webhook.url=https://h/x;";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://am.inner:9093", "http://a.am.inner", "https://own.acme.com/x", "http://10.0.0.7:9093",
                        "http://alert_manager:9093",
                "http://localhost:9093", "http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]:9093",
                        "http://x.jvm.example"
            })
    void shouldReachAHostDirectlyWhenItIsNamedOrLoopback(String url) {
        assertThat(proxies("http.proxy=http://proxy:3128;http.no-proxy=am.inner,alert_manager")
                        .of(URI.create(url)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://notam.inner", "https://hooks.slack.com/x", "http://127.evil.com", "http://10.0.0.70"})
    void shouldGoByTheProxyWhenTheHostIsNotNamed(String url) {
        assertThat(proxies("http.proxy=http://proxy:3128;http.no-proxy=am.inner")
                        .of(URI.create(url)))
                .isEqualTo(URI.create("http://proxy:3128"));
    }

    @Test
    void shouldFollowTheJvmWhenNoProxyIsSet() {
        Proxies proxies = proxies("");

        assertThat(proxies.of(URI.create("http://x"))).isEqualTo(URI.create("http://jvm:8888"));
        assertThat(proxies.of(URI.create("https://x"))).isEqualTo(URI.create("http://jvms:443"));
    }

    private Proxies proxies(String settings) {
        return Load.argument(ASKED + settings)
                .in(directory)
                .property("http.proxyHost", "jvm")
                .property("http.proxyPort", "8888")
                .property("https.proxyHost", "jvms")
                .property("http.nonProxyHosts", "*.jvm.example|other")
                .variable("NO_PROXY", ".acme.com")
                .variable("no_proxy", "10.0.0.7")
                .valid()
                .delivery()
                .http()
                .proxies();
    }

    @Test
    void shouldTakeAHostWhenItHasAnUnderscore() {
        NightjarConfig config = Load.argument("alerts.to=webhook,alertmanager;webhook.url=http://alert_hook:18080/hook"
                        + ";alertmanager.url=http://alert_manager:9093")
                .valid();

        @Nullable URI url = Settings.of(config.delivery(), Webhook.class).url();
        assertThat(HostOf.host(url)).isEqualTo("alert_hook");
        assertThat(DeliverySettings.origin(url)).isEqualTo("http://alert_hook:18080");
        assertThat(Settings.of(config.delivery(), Alertmanager.class).urls())
                .containsExactly(URI.create("http://alert_manager:9093"));
    }
}
