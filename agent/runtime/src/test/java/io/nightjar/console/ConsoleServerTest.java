package io.nightjar.console;

import static io.nightjar.console.Consoles.ask;
import static io.nightjar.console.Consoles.bearer;
import static io.nightjar.console.Consoles.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.console.RawClient.Reply;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server over raw connections: who is served, how it answers, and what it does not let itself be kept by. */
class ConsoleServerTest {
    private static final String PROBLEM = "application/problem+json";
    private static final String HOST = "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n";

    private final FakeBackend backend = new FakeBackend();
    private ConsoleServer console = Consoles.open(backend);

    @AfterEach
    void close() {
        console.close();
    }

    private void restart(ConsoleServer other) {
        console.close();
        console = other;
    }

    @Test
    void shouldServeThePageWithItsHeadersWhenAskedForIt() {
        Reply page = get(console, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.body()).contains("<title>Nightjar</title>");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "connect-src 'self'", "img-src data:", "frame-ancestors 'none'")
                .containsPattern("script-src 'sha256-[^']{44}'; style-src 'sha256-[^']{44}';");
        assertHasHeaders(page);
        assertThat(page.headers()).doesNotContainKeys("server", "access-control-allow-origin", "set-cookie");
    }

    private static void assertHasHeaders(Reply reply) {
        assertThat(reply.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
    }

    private static void assertProblem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo(PROBLEM);
        assertThat(reply.body()).contains("\"status\":" + status, "\"detail\":\"");
        assertHasHeaders(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:9464", "127.0.0.1", "10.1.2.3:80", "[::1]:9464", "nightjar.acme.test"})
    void shouldServeWhenTheHostIsItsOwn(String host) {
        assertThat(asHost(host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "1.2.3", "evil.test:9464"})
    void shouldRefuseWhenTheHostIsAnothers(String host) {
        assertProblem(asHost(host), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[::1", "a b", "local/host", "localhost:99999", "localhost:", "user@localhost"})
    void shouldRefuseWhenTheHostIsNone(String host) {
        assertProblem(asHost(host), 400);
    }

    private Reply asHost(String host) {
        try (RawClient client = new RawClient(console.address())) {
            return client.send("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .reply();
        }
    }

    @Test
    void shouldRefuseWhenThereIsNoHostOrMoreThanOne() {
        for (String head : List.of(
                "GET /api/v1/status HTTP/1.1\r\n\r\n",
                "GET /api/v1/status HTTP/1.0\r\n\r\n",
                "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n")) {
            try (RawClient client = new RawClient(console.address())) {
                assertProblem(client.send(head).reply(), 400);
            }
        }
    }

    @Test
    void shouldRefuseWhenTheAddressNamesAnotherHostThanTheHeader() {
        try (RawClient client = new RawClient(console.address())) {
            Reply reply = client.send("GET http://evil.test/api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isIn(400, 403);
        }
    }

    @Test
    void shouldAnswerWhateverTheHostWhenAskedForHealthOrMetrics() {
        for (String path : List.of("/healthz", "/metrics")) {
            try (RawClient client = new RawClient(console.address())) {
                Reply reply = client.send("GET " + path + " HTTP/1.1\r\nHost: pod-7.evil.test\r\n\r\n")
                        .reply();

                assertThat(reply.status()).isEqualTo(path.equals("/healthz") ? 200 : 404);
                assertHasHeaders(reply);
            }
        }
    }

    @Test
    void shouldSayWhatStandsStillWhenItIsNotWell() {
        backend.standstill = List.of("judging", "delivery");

        Reply reply = get(console, "/healthz");

        assertProblem(reply, 503);
        assertThat(reply.body()).contains("judging, delivery");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "http://evil.test", "http://localhost:1", "https://localhost.evil.test", "localhost"})
    void shouldRefuseWhenTheOriginIsForeign(String origin) {
        assertProblem(ask(console, "GET", "/api/v1/status", "Origin: " + origin + "\r\n", ""), 403);
    }

    @Test
    void shouldServeWhenTheOriginIsItsHostUnderAnotherScheme() {
        assertThat(ask(console, "GET", "/api/v1/status", "Origin: http://localhost\r\n", "")
                        .status())
                .isEqualTo(200);
        assertThat(ask(console, "GET", "/api/v1/status", "Origin: https://localhost\r\n", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseAChangeWhenItComesFromAnotherSite() {
        restart(Consoles.withToken(backend));
        String headers = bearer(Consoles.TOKEN) + "Content-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n";

        assertProblem(ask(console, "POST", "/api/v1/silences", headers, "{\"match\":\"a=b\",\"for\":\"1h\"}"), 403);
        assertProblem(ask(console, "DELETE", "/api/v1/silences/s1", headers, ""), 403);
        assertThat(backend.changes()).isEmpty();
    }

    @Test
    void shouldAskForATokenWhenOneIsSet() {
        restart(Consoles.withToken(backend));

        Reply missing = get(console, "/api/v1/status");
        assertProblem(missing, 401);
        assertThat(missing.header("www-authenticate")).startsWith("Bearer");
        for (String wrong : List.of("wrong", "", Consoles.TOKEN + "x", "s3cre", Consoles.METRICS_TOKEN)) {
            assertThat(ask(console, "GET", "/api/v1/status", bearer(wrong), "").status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(ask(console, "GET", "/api/v1/status", "Authorization: Basic " + Consoles.TOKEN + "\r\n", "")
                        .status())
                .isEqualTo(401);
        assertThat(ask(console, "GET", "/api/v1/status", bearer(Consoles.TOKEN), "")
                        .status())
                .isEqualTo(200);
        assertThat(ask(console, "GET", "/api/v1/status", bearer(Consoles.PROCESS_TOKEN), "")
                        .status())
                .isEqualTo(200);
        assertThat(get(console, "/").status()).isEqualTo(200);
        assertThat(get(console, "/healthz").status()).isEqualTo(200);
        assertProblem(get(console, "/api/v1/nothing"), 401);
    }

    @Test
    void shouldAskForTheTokenOfMetricsWhenOneIsSet() {
        restart(Consoles.withToken(backend));

        assertProblem(get(console, "/metrics"), 401);
        assertProblem(ask(console, "GET", "/metrics", bearer(Consoles.TOKEN), ""), 401);
        assertProblem(ask(console, "GET", "/metrics", bearer(Consoles.METRICS_TOKEN), ""), 404);
    }

    @Test
    void shouldServeHealthAndMetricsAloneWhenItListensBeyondLoopbackWithoutAToken() {
        restart(Consoles.start(Consoles.settings("0.0.0.0", null, null), backend));

        assertThat(console.servesNextToNothing()).isTrue();
        assertThat(get(console, "/healthz").status()).isEqualTo(200);
        assertProblem(get(console, "/metrics"), 404);
        for (String path : List.of("/", "/api/v1/status", "/api/v1/nothing", "/nothing")) {
            assertProblem(get(console, path), 403);
        }
        restart(Consoles.start(Consoles.settings("0.0.0.0", Consoles.TOKEN, null), backend));
        assertThat(console.servesNextToNothing()).isFalse();
        assertThat(get(console, "/").status()).isEqualTo(200);
        assertProblem(get(console, "/api/v1/status"), 401);
    }

    @Test
    void shouldBeReachedFromThisMachineAloneWhenItListensOnLoopback() throws Exception {
        List<Inet4Address> others = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .forEach(address -> others.add((Inet4Address) address));

        for (Inet4Address other : others) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> new RawClient(new java.net.InetSocketAddress(
                                    other, console.address().getPort()))))
                    .isInstanceOf(java.io.UncheckedIOException.class);
        }
        assertThat(console.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(console.listen()).isEqualTo("127.0.0.1:" + console.address().getPort());
    }

    @Test
    void shouldAnswerWithoutABodyWhenTheMethodIsHead() {
        Reply whole = get(console, "/api/v1/status");
        try (RawClient client = new RawClient(console.address())) {
            Reply head = client.send("HEAD /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply(true);
            Reply next = client.send(HOST + "\r\n").reply();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo(whole.header("content-length"));
            // Not the date: a second may have passed.
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.headers().keySet()).isEqualTo(whole.headers().keySet());
            assertThat(next.body()).isEqualTo(whole.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "PATCH", "TRACE", "DELETE", "POST", "FROB"})
    void shouldNameTheMethodsWhenAnotherIsUsed(String method) {
        Reply reply = ask(console, method, "/api/v1/status", "", "");

        assertProblem(reply, 405);
        assertThat(reply.header("allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../../etc/passwd",
                "/..",
                "/%2e%2e/",
                "/%zz",
                "/%",
                "/api/v1/status%00",
                "/api//v1/status",
                "/a;b",
                "/api/v1/status/",
                "/favicon.ico"
            })
    void shouldRefuseWhenThePathLeadsElsewhere(String path) {
        Reply reply = get(console, path);

        assertThat(reply.status()).as(reply.body()).isIn(400, 404);
        assertProblem(reply, reply.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: magic\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void shouldSayWhatIsWrongWhenItIsNoRequest(String text) {
        try (RawClient client = new RawClient(console.address())) {
            Reply reply = client.send(text).reply();

            assertThat(reply.status()).as(text).isBetween(400, 505);
            assertProblem(reply, reply.status());
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void shouldRefuseWhenTheHeadIsTooLarge() {
        try (RawClient client = new RawClient(console.address())) {
            assertProblem(
                    client.send(HOST + "A: " + "a".repeat(20_000) + "\r\n\r\n").reply(), 431);
        }
        try (RawClient client = new RawClient(console.address())) {
            assertProblem(
                    client.send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply(),
                    431);
        }
    }

    @Test
    void shouldRefuseWhenTheBodyIsTooLarge() {
        restart(Consoles.withToken(backend));
        String headers = bearer(Consoles.TOKEN) + "Content-Type: application/json\r\n";
        String body = "{\"note\":\"" + "a".repeat(1024 * 1024) + "\"}";

        assertProblem(ask(console, "POST", "/api/v1/silences", headers, body), 413);
        try (RawClient client = new RawClient(console.address())) {
            client.send("POST /api/v1/silences HTTP/1.1\r\nHost: localhost\r\n" + headers
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                client.send("400\r\n" + " ".repeat(1024) + "\r\n");
            }
            assertProblem(client.send("0\r\n\r\n").reply(), 413);
        }
        assertThat(backend.changes()).isEmpty();
    }

    @Test
    void shouldAnswerWhenTwoHundredConnectionsAreSilent() {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(new RawClient(console.address()).send(i % 2 == 0 ? "" : HOST));
                if (i % 20 == 0) {
                    assertThat(get(console, "/healthz").status()).isEqualTo(200);
                }
            }
            assertThat(get(console, "/api/v1/status").status()).isEqualTo(200);
            assertThat(silent.get(0).isClosed()).isTrue();
        } finally {
            silent.forEach(RawClient::close);
        }
    }

    @Test
    void shouldAnswerOthersWhenClientsDoNotReadTheirAnswers() {
        backend.status = "{\"version\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}";
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                slow.add(new RawClient(console.address()).send(HOST + "\r\n"));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(get(console, "/healthz").status()).isEqualTo(200);
            }
        } finally {
            slow.forEach(RawClient::close);
        }
    }

    @Test
    void shouldCloseTheConnectionWhenAHeadDoesNotEnd() {
        try (RawClient client = new RawClient(console.address())) {
            assertThat(client.send(HOST + "\r\n").reply().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nHos");

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void shouldHoldBackTheAnswerWhenATokenIsWrong() {
        restart(Consoles.withToken(backend));
        long began = System.nanoTime();

        assertThat(ask(console, "GET", "/api/v1/status", bearer("wrong"), "").status())
                .isEqualTo(401);

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(250_000_000L);
    }

    @Test
    void shouldLeaveNoThreadWhenItIsClosed() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        restart(Consoles.open(backend));
        get(console, "/");
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nightjar-console") && !before.contains(thread))
                .toList();
        assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon).hasSizeLessThanOrEqualTo(4);

        console.close();

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }
}
