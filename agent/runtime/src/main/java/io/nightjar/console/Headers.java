package io.nightjar.console;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends an answer, with what every answer has. Thread-safe. */
final class Headers {
    private final String policy;

    /** @param page whose script and style alone may run */
    Headers(Page page) {
        policy = "default-src 'none'; script-src " + page.scriptSources() + "; style-src " + page.styleSources()
                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    void send(Answer answer, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(answer.status());
        headers.put("Content-Security-Policy", policy);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        if (answer.header() != null) {
            headers.put(answer.header(), answer.value());
        }
        if (answer.type() != null) {
            headers.put("Content-Type", answer.type());
        }
        if (answer.status() != 204) {
            headers.put("Content-Length", Integer.toString(answer.body().length));
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
