package io.nightjar.console;

import static io.nightjar.console.Consoles.ask;
import static io.nightjar.console.Consoles.bearer;
import static io.nightjar.console.Consoles.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.console.RawClient.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers and does. */
class ApiTest {
    private static final String ACKNOWLEDGE = "/api/v1/conditions/0123/acknowledge";

    private final FakeBackend backend = new FakeBackend();
    private final ConsoleServer console = Consoles.withToken(backend);

    @AfterEach
    void close() {
        console.close();
    }

    private Reply get(String path) {
        return ask(console, "GET", path, bearer(Consoles.TOKEN), "");
    }

    @Test
    void shouldGiveTheAlertsAsAnArrayWhenTheyAreSelected() {
        backend.alerts = List.of("{\"id\":\"1\"}", "{\"id\":\"2\"}");

        assertThat(get("/api/v1/alerts").body()).isEqualTo("[{\"id\":\"1\"},{\"id\":\"2\"}]");
        get("/api/v1/alerts?type=latency&status=firing&limit=5");
        get("/api/v1/alerts?limit=0&type=error%5Frate");

        assertThat(backend.asked)
                .containsExactly("alerts null null 2147483647", "alerts latency firing 5", "alerts error_rate null 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/alerts?type=nothing",
                "/api/v1/alerts?status=open",
                "/api/v1/alerts?limit=-1",
                "/api/v1/alerts?limit=x",
                "/api/v1/alerts?limit=1&limit=2",
                "/api/v1/alerts?size=1",
                "/api/v1/alerts?type=%zz",
                "/api/v1/alerts?type=%f",
                "/api/v1/alerts?type=%ff",
                "/api/v1/status?pretty",
                "/api/v1/series",
                "/api/v1/series?figure=p50&from=yesterday"
            })
    void shouldSayWhatIsWrongWhenAParameterIs(String path) {
        assertThat(get(path).status()).isEqualTo(400);
    }

    @Test
    void shouldKeepToFourMebibytesWhenThereIsMore() {
        String alert = "{\"message\":\"" + "x".repeat(100_000) + "\"}";
        String[] alerts = new String[100];
        Arrays.fill(alerts, alert);
        alerts[99] = "{\"id\":\"newest\"}";
        backend.alerts = List.of(alerts);
        backend.status = "{\"version\":\"" + "x".repeat(Api.MOST_BYTES) + "\"}";

        String body = get("/api/v1/alerts").body();

        assertThat(body.length()).isBetween(3_000_000, Api.MOST_BYTES);
        assertThat(body).endsWith(",{\"id\":\"newest\"}]");
        assertThat(get("/api/v1/status").body()).isEqualTo("{}");
    }

    @Test
    void shouldGiveTheSeriesWhenThereIsHistory() {
        backend.series = (operation, figure, from, to) -> {
            backend.asked.add(operation + " " + figure + " " + from + " " + to);
            List<List<Object>> points = new ArrayList<>();
            points.add(Arrays.asList(1_000L, 2.5));
            points.add(Arrays.asList(2_000L, null));
            return figure.equals("rate") ? new SeriesSource.Series(1, points) : null;
        };

        Reply reply = get("/api/v1/series?operation=a%20b&figure=rate&from=1&to=2");

        assertThat(reply.body()).isEqualTo("{\"step_seconds\":1,\"points\":[[1000,2.5],[2000,null]]}");
        assertThat(backend.asked).containsExactly("a b rate 1 2");
        assertThat(get("/api/v1/series?figure=nothing").status()).isEqualTo(404);
    }

    @Test
    void shouldGiveAdviceAsTextWhenThereIsAny() {
        assertThat(get("/api/v1/advice").status()).isEqualTo(404);

        backend.advice = "latency.threshold = 2s\n";

        assertThat(get("/api/v1/advice").body()).isEqualTo("latency.threshold = 2s\n");
        assertThat(get("/api/v1/advice").header("content-type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    }

    @Test
    void shouldAcknowledgeAndTakeItBackWhenAsked() {
        Reply done = change(console, "POST", ACKNOWLEDGE, "{\"by\":\"ada\",\"note\":\"on it\",\"for\":\"2h\"}");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains(FakeBackend.FINGERPRINT);
        assertThat(change(console, "POST", ACKNOWLEDGE, "{}").status()).isEqualTo(200);
        assertThat(ask(console, "POST", ACKNOWLEDGE, bearer(Consoles.TOKEN) + "Content-Length: 0\r\n", "")
                        .status())
                .isEqualTo(200);
        assertThat(change(console, "DELETE", ACKNOWLEDGE, "").status()).isEqualTo(204);
        assertThat(backend.changes())
                .containsExactly(
                        "ack 0123 ada on it PT2H", "ack 0123 null null null", "ack 0123 null null null", "unack 0123");
    }

    @ParameterizedTest
    @CsvSource({"0,400", "dead,409", "ffff,404"})
    void shouldSayWhyWhenAConditionCannotBeAcknowledged(String fingerprint, int status) {
        String path = "/api/v1/conditions/" + fingerprint + "/acknowledge";

        assertThat(change(console, "POST", path, "{}").status()).isEqualTo(status);
        assertThat(change(console, "DELETE", path, "").status()).isEqualTo(status);
        assertThat(backend.changes()).isEmpty();
    }

    @Test
    void shouldSilenceAndEndItWhenAsked() {
        Reply done = change(
                console, "POST", "/api/v1/silences", "{\"match\":\"operation=chat*\",\"for\":\"1h\",\"by\":\"ada\"}");

        assertThat(done.status()).isEqualTo(201);
        assertThat(done.body()).isEqualTo("{\"id\":\"s1\"}");
        assertThat(change(console, "DELETE", "/api/v1/silences/s1", "").status())
                .isEqualTo(204);
        assertThat(change(console, "DELETE", "/api/v1/silences/s2", "").status())
                .isEqualTo(404);
        assertThat(backend.changes()).containsExactly("silence operation=chat* PT1H ada null", "unsilence s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "nonsense",
                "{\"match\":\"a=b\",\"for\":\"1h\"} x",
                "{\"match\":\"a=b\",\"for\":\"1h\",\"until\":\"x\"}",
                "{\"match\":\"a=b\"}",
                "{\"for\":\"1h\"}",
                "{\"match\":\" \",\"for\":\"1h\"}",
                "{\"match\":\"?\",\"for\":\"1h\"}",
                "{\"match\":7,\"for\":\"1h\"}",
                "{\"match\":\"a=b\",\"for\":\"soon\"}",
                "{\"match\":\"a=b\",\"for\":\"0s\"}",
                "{\"match\":\"a=b\",\"for\":\"-1h\"}",
                "{\"match\":\"a=b\",\"for\":true}",
                "{\"match\":\"a=b\",\"for\":\"9999999h\"}",
                "{\"match\":\"a=b\",\"for\":\"1h\",\"by\":{}}"
            })
    void shouldRefuseASilenceWhenItsBodyIsWrong(String body) {
        Reply reply = body.isEmpty()
                ? ask(
                        console,
                        "POST",
                        "/api/v1/silences",
                        bearer(Consoles.TOKEN) + "Content-Type: application/json\r\nContent-Length: 0\r\n",
                        "")
                : change(console, "POST", "/api/v1/silences", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(backend.changes()).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheBodyIsOfAnotherType() {
        String body = "{\"match\":\"a=b\",\"for\":\"1h\"}";
        for (String type :
                List.of("", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n")) {
            assertThat(ask(console, "POST", "/api/v1/silences", bearer(Consoles.TOKEN) + type, body)
                            .status())
                    .isEqualTo(415);
        }
        assertThat(ask(
                                console,
                                "POST",
                                "/api/v1/silences",
                                bearer(Consoles.TOKEN) + "Content-Type: application/json; charset=utf-8\r\n",
                                body)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void shouldChangeNothingWhenNoTokenIsSetOrGiven() {
        assertThat(ask(console, "DELETE", "/api/v1/silences/s1", "", "").status())
                .isEqualTo(401);
        try (ConsoleServer open = Consoles.open(backend)) {
            assertThat(Consoles.get(open, "/api/v1/status").status()).isEqualTo(200);
            Reply refused = ask(open, "DELETE", "/api/v1/silences/s1", "", "");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).contains("console.token is not set");
            assertThat(ask(open, "DELETE", "/api/v1/silences/s1", bearer(Consoles.PROCESS_TOKEN), "")
                            .status())
                    .isEqualTo(204);
        }
        assertThat(backend.changes()).containsExactly("unsilence s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/conditions//acknowledge",
                "/api/v1/conditions/acknowledge",
                "/api/v1/conditions/a/b/acknowledge",
                "/api/v1/silences/",
                "/api/v1/silences/a/b",
                "/api/v1/nothing",
                "/api/v2/status",
                "/api/v1"
            })
    void shouldSayThatThereIsNothingWhenThePathIsNone(String path) {
        assertThat(change(console, "DELETE", path, "").status()).as(path).isIn(400, 404, 405);
        assertThat(backend.changes()).isEmpty();
    }
}
