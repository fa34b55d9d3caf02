package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The console's page in a real browser, over the packaged jar in an application. Its pictures are in agent-tests/target/console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserTest {
    private static final String FIRES = "1 condition fires";
    private static final String TOKEN = "console.token=open-sesame";
    private static final String CARD = "#conditions .card";

    @TempDir
    private static Path directory;

    private Chromium browser;
    private ConsoleJvm jvm;
    private ConsolePage page;

    @BeforeAll
    void start() {
        assumeThat(Chromium.isThere())
                .as("Left out: the console's page; there is no chromium and chromedriver on the PATH")
                .isTrue();
        jvm = ConsoleJvm.start(0, TOKEN);
        browser = Chromium.start(directory);
        page = new ConsolePage(browser.driver());
        jvm.calls(500);
    }

    @AfterAll
    void stop() {
        try (ConsoleJvm ended = jvm;
                Chromium closed = browser) {
            assertThat(ended == null && closed != null).isFalse();
        }
    }

    @BeforeEach
    void open() {
        browser.look(1400, 1000, false);
        browser.errors();
        browser.requests();
        browser.driver().get("about:blank");
        browser.driver().get(jvm.url() + "#token=open-sesame");
        page.awaitText("#fires-title", FIRES);
    }

    @Test
    void shouldShowWhatFiresAndWhyWhenACallIsSlow() {
        page.awaitText(CARD, "Latency threshold exceeded for chat");
        page.awaitText(CARD, "com.acme.Chatting.chat");

        assertThat(page.text(CARD)).contains("error", "since ", "model: " + ConsoleJvm.MODEL, "threshold ms");
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
        assertThat(page.script("document.body.dataset.harmed")).isNull();
        assertThat(page.text("#unmatched")).contains("com.acme.Chatting#gone");
        assertThat(page.text("#resources")).contains("Heap");
        assertThat(browser.driver().getTitle()).startsWith("(1) Nightjar");
        browser.picture("page");
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertQuiet();
    }

    @Test
    void shouldFollowWhatHappensWhileItIsLookedAt() {
        page.await(
                "a rate",
                () -> page.text("#operations-body tr:not(.pad) td:nth-child(3)").endsWith("/s"));
        String uptime = page.text("#about");

        page.await("time goes on", () -> !page.text("#about").equals(uptime));
        page.awaitText("#said", "error: Latency threshold exceeded for chat");
        assertQuiet();
    }

    @Test
    void shouldShowTheCourseOfAnOperation() {
        browser.driver().findElement(By.cssSelector("#operations-body .name")).click();

        assertThat(page.text("#detail-title")).isEqualTo("chat \u2013 client");
        page.await(
                "the course of the latency", () -> page.text("#detail-charts").contains("p95 5"));
        page.awaitText("#detail-charts", "to 1 s: ");
        assertThat(page.text("#detail-facts")).contains("In flight", "Failed, all");
        assertThat(page.text("#detail-more")).contains("model: " + ConsoleJvm.MODEL);
        assertThat(browser.driver().getCurrentUrl()).endsWith("#operation=chat");
        assertThat(browser.driver().findElements(By.cssSelector("#detail-charts canvas")))
                .hasSize(4);
        browser.picture("operation");
        assertThat(browser.accessibilityProblems()).isEmpty();

        page.press(Keys.ESCAPE);
        page.await("it is closed", () -> !page.isSeen("#detail"));
        assertThat(page.focused()).startsWith("chat");
        assertQuiet();
    }

    @Test
    void shouldAcknowledgeAndTakeBackWhenOnlyKeysAreUsed() {
        page.tabTo("Acknowledge");
        page.press(Keys.ENTER);
        page.tabTo("By");
        page.press("ada");
        page.tabTo("Note");
        page.press("on it");
        assertThat(browser.accessibilityProblems()).isEmpty();
        page.press(Keys.ENTER);

        page.awaitText(CARD, "acknowledged by ada: on it");
        page.awaitText("#fires-title", "Nothing fires that nobody has seen");
        assertThat(JarCommands.done("conditions", jvm.pid(), "--json")).contains("\"by\":\"ada\"");

        page.tabTo("Take back acknowledgement");
        page.press(Keys.ENTER);
        page.awaitText("#fires-title", FIRES);
        assertQuiet();
    }

    @Test
    void shouldSilenceAndEndItWhenOnlyKeysAreUsed() {
        page.tabTo("Silence: ");
        page.press(Keys.ENTER);
        assertThat(page.script("document.activeElement.value"))
                .isEqualTo("alert_type=latency,operation=chat,model=\"" + ConsoleJvm.MODEL + "\"");
        page.press(Keys.chord(Keys.CONTROL, "a"), "operation=nothing,");
        page.press(Keys.ENTER);
        page.await("it is refused", () -> !page.text("dialog.ask .wrong").isEmpty());
        page.press(Keys.chord(Keys.CONTROL, "a"), "operation=chat");
        page.press(Keys.ENTER);

        page.awaitText(CARD, "silenced by");
        page.awaitText("#silences", "operation=chat");
        page.tabTo("End silence of operation=chat");
        page.press(Keys.ENTER);
        page.awaitText("#silences", "Nothing is silenced");
        page.awaitText("#fires-title", FIRES);
        assertThat(browser.errors()).allMatch(error -> error.contains("status of 400"));
    }

    @Test
    void shouldFitWhenTheWindowIsNarrowOrWideAndDark() {
        for (int width : new int[] {400, 2000}) {
            browser.look(width, 900, true);

            assertThat((Long) page.script("document.documentElement.scrollWidth"))
                    .as("at %s", width)
                    .isLessThanOrEqualTo(width);
            assertThat(page.script("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(18, 22, 28)");
            browser.picture("dark-" + width);
            assertThat(browser.accessibilityProblems()).isEmpty();
        }
        assertQuiet();
    }

    @Test
    void shouldDrawOnlyTheRowsInSightWhenThereAreAThousandOperations() {
        String many = browser.withScript("const real = window.fetch; window.fetch = async (path, options) => {"
                + " const answer = await real(path, options); if (!String(path).endsWith('/status')) return answer;"
                + " const status = await answer.json(); const one = status.operations[0];"
                + " status.operations = Array.from({ length: 1000 }, (_, i) => ({ ...one, operation: 'many' + i, calls: one.calls + i }));"
                + " return new Response(JSON.stringify(status), { headers: answer.headers }); };");
        try {
            browser.driver().navigate().refresh();
            page.awaitText("#operations-count", "1,000 operations");
            assertThat(rows()).isBetween(10L, 60L);
            Object elements = page.script("document.querySelectorAll('*').length");

            browser.driver().findElement(By.id("filter")).sendKeys("many99");
            page.awaitText("#operations-count", "11 of 1,000 operations");
            browser.driver().findElement(By.id("filter")).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
            page.awaitText("#operations-count", "1,000 operations");
            page.script("document.querySelector('#operations thead button').click()");
            page.script("document.getElementById('operations-scroll').focus()");
            page.press(Keys.ARROW_DOWN);
            assertThat(page.focused()).isEqualTo("many0");
            page.press(Keys.END);
            assertThat(page.focused()).isEqualTo("many999");
            assertThat(rows()).isBetween(10L, 60L);
            page.press(Keys.HOME);

            String uptime = page.text("#about");
            page.await("time goes on", () -> !page.text("#about").equals(uptime));
            assertThat(page.focused()).isEqualTo("many0");
            assertThat((Long) page.script("document.querySelectorAll('*').length"))
                    .isLessThanOrEqualTo((Long) elements + 200);
            assertQuiet();
        } finally {
            browser.withoutScript(many);
        }
    }

    private long rows() {
        return (Long) page.script("document.querySelectorAll('#operations-body tr:not(.pad)').length");
    }

    @Test
    void shouldAskForTheTokenWhenOneIsSet() {
        try (ConsoleJvm guarded = ConsoleJvm.start(0, TOKEN)) {
            browser.driver().get(guarded.url() + "#token=mellon");
            page.awaitText("dialog.ask h2", "Token");
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(guarded.url());
            page.press("xyzzy", Keys.ENTER);
            page.await("it is refused", () -> !page.text("dialog.ask .wrong").isEmpty());
            browser.picture("token");
            page.press(Keys.chord(Keys.CONTROL, "a"), "open-sesame", Keys.ENTER);
            page.awaitText("#fires-title", "Nothing fires");
            page.awaitText("#state", "running");

            page.script("sessionStorage.clear()");
            browser.driver().get("about:blank");
            browser.driver().get(guarded.url() + "#token=open-sesame");
            page.awaitText("#fires-title", "Nothing fires");
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(guarded.url());
            assertThat(page.isSeen("dialog.ask")).isFalse();
            assertThat(browser.errors()).allMatch(error -> error.contains("status of 401"));
        }
    }

    @Test
    void shouldSayThatTheApplicationHasGoneAndGoOnWhenItIsBack() {
        int port;
        try (ConsoleJvm first = ConsoleJvm.start(0)) {
            port = first.port();
            browser.driver().get(first.url());
            page.awaitText("#fires-title", "Nothing fires");
        }
        page.awaitText("#gone", "does not answer since");
        page.awaitText("#fires-title", "not known");
        browser.picture("gone");

        try (ConsoleJvm second = ConsoleJvm.start(port)) {
            page.awaitText("#fires-title", "Nothing fires");
            assertThat(page.isSeen("#gone")).isFalse();
            assertThat(browser.errors()).allMatch(error -> error.contains("net::ERR_") && error.contains(second.url()));
        }
    }

    /** No error in the browser's console, no request to anywhere else. */
    private void assertQuiet() {
        assertThat(browser.errors()).isEmpty();
        List<String> requests = browser.requests();
        assertThat(requests)
                .isNotEmpty()
                .allMatch(request ->
                        request.startsWith(jvm.url()) || request.startsWith("data:") || request.equals("about:blank"));
    }
}
