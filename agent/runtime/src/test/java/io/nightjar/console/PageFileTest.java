package io.nightjar.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageFileTest {
    private static final int MOST_BYTES = 150_000;

    @Test
    void shouldBeOneSmallFileWithItsScriptAndStyleInIt() throws IOException {
        Page page = Page.read();
        String html = new String(page.html(), StandardCharsets.UTF_8);

        assertThat(page.html()).hasSizeLessThan(MOST_BYTES);
        assertThat(page.scriptSources()).startsWith("'sha256-").doesNotContain(" ");
        assertThat(page.styleSources()).startsWith("'sha256-").doesNotContain(" ");
        assertThat(html).contains("uPlot (v").doesNotContain("<script src", "<link rel=\"stylesheet\"", "@import");
    }

    @Test
    void shouldNotMakeElementsOrCodeOfTextsNorUseWhatItsPolicyForbids() throws IOException {
        String html = new String(Page.read().html(), StandardCharsets.UTF_8);

        assertThat(html)
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
                .doesNotContain(" style=\"", " onclick=", " onload=");
    }
}
