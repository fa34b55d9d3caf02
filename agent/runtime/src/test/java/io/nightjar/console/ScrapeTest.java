package io.nightjar.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final String TEXT = "up 1\n".repeat(10_000);

    private final FakeBackend backend = new FakeBackend();
    private final ConsoleServer console = Consoles.open(backend);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shouldServeMetricsInTheAcceptedFormatWhenItIsScraped() {
        backend.metrics = (accept, out) -> {
            out.write(("accept " + accept + "\n").getBytes(StandardCharsets.UTF_8));
            return "text/plain; version=0.0.4; charset=utf-8";
        };

        RawClient.Reply plain = Consoles.get(console, "/metrics");
        RawClient.Reply asked =
                Consoles.ask(console, "GET", "/metrics", "Accept: a/b;q=0.5\r\nAccept: c/d\r\nX: y\r\n", "");

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.headers()).containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).isEqualTo("accept null\n");
        assertThat(asked.body()).isEqualTo("accept a/b;q=0.5,c/d\n");
        assertThat(Consoles.ask(console, "HEAD", "/metrics", "", "").status()).isEqualTo(200);
        assertThat(Consoles.ask(console, "POST", "/metrics", "", "").status()).isEqualTo(405);
    }

    @Test
    void shouldCompressWhenThatIsAccepted() throws IOException {
        backend.metrics = (accept, out) -> {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
            return "text/plain";
        };
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + console.address().getPort() + "/metrics")
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");

        byte[] body = connection.getInputStream().readAllBytes();

        assertThat(connection.getHeaderField("Content-Encoding")).isEqualTo("gzip");
        assertThat(body).hasSizeLessThan(TEXT.length() / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(Consoles.ask(console, "GET", "/metrics", "Accept-Encoding: br, gzip;q=0\r\n", "")
                        .body())
                .isEqualTo(TEXT);
    }

    @Test
    void shouldKnowWhetherGzipIsAcceptedWhateverIsWritten() {
        assertThat(Scrape.acceptsGzip("gzip")).isTrue();
        assertThat(Scrape.acceptsGzip("deflate, GZip;q=0.5")).isTrue();
        assertThat(Scrape.acceptsGzip("br,gzip ; q=0.0")).isFalse();
        assertThat(Scrape.acceptsGzip("gzipped")).isFalse();
        assertThat(Scrape.acceptsGzip(",;,")).isFalse();
        assertThat(Scrape.acceptsGzip("*")).isFalse();
    }

    @Test
    void shouldSayThatItFailedWhenMetricsCannotBeRead() {
        backend.metrics = (accept, out) -> {
            throw new IllegalStateException("broken");
        };

        assertThat(Consoles.get(console, "/metrics").status()).isEqualTo(500);
    }
}
