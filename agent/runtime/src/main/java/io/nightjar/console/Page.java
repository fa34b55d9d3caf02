package io.nightjar.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page, which holds no data; what its policy must say so that its own script and style run, and no other. Immutable. */
final class Page {
    private static final String FILE = "page.html";
    private static final String NONE = "'none'";

    private final byte[] html;
    private final String scriptSources;
    private final String styleSources;

    private Page(byte[] html) {
        this.html = html;
        String text = new String(html, StandardCharsets.UTF_8);
        scriptSources = sources(text, "script");
        styleSources = sources(text, "style");
    }

    static Page read() throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("the agent's jar lacks the console's page");
            }
            return new Page(in.readAllBytes());
        }
    }

    static Page of(String html) {
        return new Page(html.getBytes(StandardCharsets.UTF_8));
    }

    byte[] html() {
        return html;
    }

    String scriptSources() {
        return scriptSources;
    }

    String styleSources() {
        return styleSources;
    }

    /** The hashes of the elements of one name, as a policy lists them. */
    private static String sources(String text, String element) {
        StringBuilder sources = new StringBuilder();
        int begin = text.indexOf("<" + element);
        while (begin >= 0) {
            int content = text.indexOf('>', begin) + 1;
            int end = text.indexOf("</" + element + ">", content);
            sources.append(sources.isEmpty() ? "'sha256-" : " 'sha256-")
                    .append(hash(text.substring(content, end)))
                    .append('\'');
            begin = text.indexOf("<" + element, end);
        }
        return sources.isEmpty() ? NONE : sources.toString();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
