package io.nightjar.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The answer to a scrape, compressed where that is accepted. */
final class Scrape {
    private static final String GZIP = "gzip";
    private static final int BUFFER_BYTES = 8 * 1024;

    private Scrape() {}

    static Answer of(MetricsSource source, Request request) throws IOException {
        String accept = joined(request, "Accept");
        String coding = joined(request, "Accept-Encoding");
        ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER_BYTES);
        if (coding == null || !acceptsGzip(coding)) {
            String type = source.write(accept, body);
            return new Answer(200, type, body.toByteArray(), "Vary", "Accept-Encoding");
        }
        String type;
        try (OutputStream compressed = new Gzip(body)) {
            type = source.write(accept, compressed);
        }
        return new Answer(200, type, body.toByteArray(), "Content-Encoding", GZIP);
    }

    private static @Nullable String joined(Request request, String header) {
        List<String> values = request.getHeaders().getValuesList(header);
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** Whether gzip is named, and not with the quality 0. */
    static boolean acceptsGzip(String codings) {
        for (String coding : codings.split(",", -1)) {
            int semicolon = coding.indexOf(';');
            String name = semicolon < 0 ? coding : coding.substring(0, semicolon);
            String rest = semicolon < 0 ? "" : coding.substring(semicolon + 1).replace(" ", "");
            if (name.strip().equalsIgnoreCase(GZIP)) {
                return !rest.matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    /** Quick rather than small: text of this kind becomes a tenth either way. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
