package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.Proxies;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.JdkHttpTransport;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.http.UrlConnectionTransport;
import io.nightjar.sink.protocol.SingleAlertSink;
import io.nightjar.sink.protocol.WebhookProtocol;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsDeliveryTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path temporary;

    private final LogLines lines = new LogLines();

    private enum Carrier {
        JDK_HTTP_CLIENT,
        URL_CONNECTION;

        HttpTransport create(Http http) throws IOException {
            return this == JDK_HTTP_CLIENT ? JdkHttpTransport.create(http) : UrlConnectionTransport.create(http);
        }
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Made up CA", "-ext", "bc:c", "-validity", "10");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-file", caFile().toString());
        server("good", "SAN=ip:127.0.0.1", "-startdate", "-1d", "-validity", "10");
        server("expired", "SAN=ip:127.0.0.1", "-startdate", "-9d", "-validity", "5");
        server("elsewhere", "SAN=dns:other.example", "-startdate", "-1d", "-validity", "10");
    }

    private static void server(String alias, String name, String... dates) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-ext", name, "-signer", "ca"));
        arguments.addAll(List.of(dates));
        keytool(arguments.toArray(new String[0]));
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-keystore",
                temporary.resolve("keys").toString(),
                "-storepass",
                new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTrustTheUsersCa(Carrier carrier) throws Exception {
        assertThat(send(carrier, "good", caFile())).isEqualTo(new Outcome.Delivered("answered 200"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseACertificateOfAnUnknownCa(Carrier carrier) throws Exception {
        assertRefused(send(carrier, "good", null), "unable to find valid certification path");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnExpiredCertificate(Carrier carrier) throws Exception {
        assertRefused(send(carrier, "expired", caFile()), "NotAfter");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseACertificateOfAnotherHost(Carrier carrier) throws Exception {
        assertRefused(
                send(carrier, "elsewhere", caFile()),
                carrier == Carrier.JDK_HTTP_CLIENT ? "127.0.0.1" : "for another host");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhichFileIsWrong(Carrier carrier) throws Exception {
        Path empty = Files.writeString(temporary.resolve(carrier + ".pem"), "");

        assertRefused(sendLazily(temporary.resolve("missing.pem")), "missing.pem cannot be read");
        assertRefused(sendLazily(empty), carrier + ".pem holds no certificate");
    }

    @Test
    void shouldLeaveTheJvmsDefaultContextAlone() throws Exception {
        SSLContext before = SSLContext.getDefault();
        send(Carrier.JDK_HTTP_CLIENT, "good", caFile());

        assertThat(SSLContext.getDefault()).isSameAs(before);
    }

    private static void assertRefused(Outcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
            assertThat(retry.answer()).contains(why).doesNotContain("hush");
            assertThat(retry.maybeArrived()).isFalse();
        });
    }

    private Outcome send(Carrier carrier, String alias, Path caFile) throws Exception {
        try (ScriptedReceiver receiver = new ScriptedReceiver(context(alias)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")))) {
            return send(carrier.create(new Http(caFile, Proxies.NONE)), receiver.port());
        }
    }

    private Outcome sendLazily(Path caFile) throws Exception {
        return send(new LazyTransport(new Http(caFile, Proxies.NONE)), 1);
    }

    private Outcome send(HttpTransport transport, int port) throws InterruptedException {
        URI url = URI.create("https://127.0.0.1:" + port + "/hush");
        SingleAlertSink sink = new SingleAlertSink(
                new WebhookProtocol("webhook", Settings.webhook(url), lines.log), transport, InstantSource.system());
        return sink.send(List.of(Delivery.notification(Alerts.firing("a", "f"))), Duration.ofDays(1));
    }

    private static SSLContext context(String alias) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        all.load(new ByteArrayInputStream(Files.readAllBytes(temporary.resolve("keys"))), PASSWORD);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Path caFile() {
        return temporary.resolve("ca.pem");
    }
}
